// One name in the many spellings that senders give it, none of which may matter.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace soundings::support {

inline std::string upper(std::string text) {
  for (char& c : text) {
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return text;
}

inline std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return text;
}

/// Letters as wide as those of Chinese: U+FF21 for A.
inline std::string full_width(const std::string& text) {
  std::string wide;
  for (const char c : text) {
    if (c > ' ' && c < '\x7F') {
      const unsigned code = 0xFF00U + static_cast<unsigned>(c) - 0x20U;
      wide += static_cast<char>(0xE0U | (code >> 12U));
      wide += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
      wide += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
      wide += c;
    }
  }
  return wide;
}

inline std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (c == ' ' || c == '_') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

inline std::string joined(const std::vector<std::string>& words, std::string_view between,
                          const std::function<std::string(const std::string&, std::size_t)>& as) {
  std::string name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    name.append(i == 0 ? "" : between).append(as(words[i], i));
  }
  return name;
}

/// name: words between spaces or underscores.
inline std::vector<std::string> spellings_of(const std::string& name) {
  const std::vector<std::string> words = words_of(name);
  const auto same = [](const std::string& word, std::size_t) { return word; };
  const auto title = [](const std::string& word, std::size_t) {
    return upper(word.substr(0, 1)) + lower(word.substr(1));
  };
  const auto camel = [&](const std::string& word, std::size_t i) {
    return i == 0 ? lower(word) : title(word, i);
  };
  std::vector<std::string> spellings = {name,
                                        upper(name),
                                        lower(name),
                                        joined(words, " ", title),
                                        joined(words, "", title),
                                        joined(words, "", camel),
                                        full_width(name),
                                        "  " + name + " ",
                                        "\xEF\xBB\xBF" + name,
                                        "\xEF\xBB\xBF\xEF\xBB\xBF" + name,
                                        "\xC3\xAF\xC2\xBB\xC2\xBF" + name,
                                        "\xE2\x80\x9C" + name + "\xE2\x80\x9D",
                                        "\xE2\x80\x98" + name + "\xE2\x80\x99",
                                        "'" + name + "'",
                                        name + ":",
                                        name + "?",
                                        name + " *",
                                        name + "\n",
                                        "[" + name + "]",
                                        name.substr(0, 1) + "\xE2\x80\x8B" + name.substr(1),
                                        name.substr(0, 1) + "\xC2\xAD" + name.substr(1)};
  for (const std::string_view between :
       {"  ", "_", "-", ".", "/", "\n", "\r\n", "\t", "\xC2\xA0", "\xE2\x80\x93", "\xE2\x80\xAF",
        "\xE3\x80\x80", "__", ": "}) {
    spellings.push_back(joined(words, between, same));
    spellings.push_back(upper(spellings.back()));
  }
  return spellings;
}

/// As one cell of a CSV file.
inline std::string cell_of(const std::string& text) {
  std::string cell = "\"";
  for (const char c : text) {
    cell.append(c == '"' ? "\"\"" : std::string(1, c));
  }
  return cell + "\"";
}

/// As a string of JSON.
inline std::string json_of(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string json = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      json.append("\\u00").append(1, digits[static_cast<unsigned>(c) >> 4U]);
      json += digits[static_cast<unsigned>(c) & 0xFU];
    } else {
      json.append(c == '"' || c == '\\' ? "\\" : "").append(1, c);
    }
  }
  return json + "\"";
}

}  // namespace soundings::support
