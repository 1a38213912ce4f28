"""A certificate for one test, made by openssl, and a client that trusts it alone."""

import ssl
import subprocess
from pathlib import Path


class Certificate:
    def __init__(self, folder, name="localhost", days=2):
        self.chain = Path(folder) / "chain.pem"
        self.key = Path(folder) / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-keyout", self.key, "-out", self.chain, "-days", str(days), "-subj", f"/CN={name}",
             "-addext", f"subjectAltName=DNS:{name},DNS:localhost,IP:127.0.0.1"],
            check=True, capture_output=True, timeout=60)
        self.key.chmod(0o600)

    def client(self):
        """A client's side of TLS that takes this certificate and no other."""
        context = ssl.create_default_context(cafile=self.chain)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def options(self):
        return ["--tls-cert", str(self.chain), "--tls-key", str(self.key)]
