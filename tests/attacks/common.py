"""What every attack shares. Environment: SOUNDINGS (program), DEFS (definitions), FIXTURES (fixtures folder),
WORK (scratch folder, default a fresh temporary one), READY (folder
with f.db and f.db.key: the fixture with May 2019 published, made once because that takes a minute), ROLE_ARGS (arguments added to every read, e.g. a lead's sign-in).
All reading of figures goes through est() and compare(). Where the program can publish, each period is published once before it is
first read: a read that is refused because nothing was published proves nothing. end() says how many figures were read, and `refused`,
not `held`, when there were none."""
import csv, glob, json, os, random, shutil, subprocess, sys, tempfile
def need(name):
    v=os.environ.get(name)
    if not v: print('cannot run: set',name); sys.exit(2)
    return v
PROGRAM=need('SOUNDINGS'); DEFS=need('DEFS'); FIX=os.environ.get('FIXTURES','')
WORK=os.environ.get('WORK') or tempfile.mkdtemp(prefix='soundings-attack-')
READY=os.environ.get('READY','')
ROLE=os.environ.get('ROLE_ARGS','').split()
NPU=['BE','BW','CV','DY','SW','SH','WS','WV']
NAME=dict(BE='Birmingham East',BW='Birmingham West',CV='Coventry',DY='Dudley',SW='Sandwell',SH='Solihull',WS='Walsall',WV='Wolverhampton')
CH=['999','101','online','livechat','front_counter','officer','not_applicable']
CR=['burglary','vehicle','violence','hate','robbery','asb','other']
WHOLE,TREAT,FOLLOW='victim_satisfied_whole_experience','victim_satisfied_treatment','victim_satisfied_feedback'
V=[str(i) for i in range(1,8)]
def fixtures():
    if not FIX: print('cannot run: set FIXTURES'); sys.exit(2)
    return FIX
def print_only(*tables):
    """From now on a release holds these tables alone, without weights: what an attack does not read need not be proved."""
    global DEFS
    copy=os.path.join(WORK,'defs'); shutil.copytree(DEFS,copy); DEFS=copy
    path=os.path.join(copy,'releases','victim_satisfaction.json'); plan=json.load(open(path))
    plan['windows']=[]; plan['tables']=[{**t,'weighted':False} for t in plan['tables'] if t['by'] in tables]
    json.dump(plan,open(path,'w'))
def place(db): return os.path.join(WORK,db)
def run(db,*a,read=False):
    r=subprocess.run([PROGRAM,*a,'--db',place(db),'--defs',DEFS,*(ROLE if read else [])],capture_output=True,text=True)
    return (r.stdout,None) if r.returncode==0 else (None,r.stderr.strip())
def must(db,*a):  # a step without which nothing is attacked
    o,e=run(db,*a)
    if e is not None: print('cannot run:',a[0],e[:300]); sys.exit(2)
    return o
def fresh(db):
    DONE.difference_update({k for k in DONE if k[0]==db})
    for f in [place(db),*glob.glob(glob.escape(place(db))+'[.-]*')]:
        if os.path.exists(f): os.remove(f)
def write_rows(path,rows,tag='r'):
    with open(path,'w') as f:
        for i,r in enumerate(rows):
            d=dict(source_response_id=r.get('id',f'{tag}{i:06d}'),completed_at=r.get('at','2019-05-15T12:00:00Z'),npu=r['npu'],contact_channel=r.get('ch','999'),crime_group=r.get('cr','burglary'),answers=r['answers'])
            for k in ('age','sex','ethnic_group','respondent_id'):
                if k in r: d[k]=r[k]
            f.write(json.dumps(d)+'\n')
def build(db,rows,survey='victim_satisfaction',invitations=True):
    fresh(db); p=place(db)+'.ndjson'; write_rows(p,rows)
    must(db,'import','--survey',survey,'--source','wmnow',p)
    if invitations: must(db,'invitations','import',os.path.join(fixtures(),'files','invitations.csv'))
def fixture(db):
    fresh(db)
    if READY:
        for f in ('f.db','f.db.key'): shutil.copy(os.path.join(READY,f),place(db)+f[4:])
        DONE.add((db,'2019-05')); return
    for f in ('victim_satisfaction_2018-11_2019-04','victim_satisfaction_2019-05'): must(db,'import','--survey','victim_satisfaction','--source','wmnow',os.path.join(fixtures(),'deliveries',f+'.ndjson'))
    must(db,'invitations','import',os.path.join(fixtures(),'files','invitations.csv'))
PUBLISHES=' publish ' in subprocess.run([PROGRAM,'--help'],capture_output=True,text=True).stdout
DONE=set(); SAW=0
MONTH={'wave-1':'2018-11'}   # a wave belongs to the release of the month it is named by
def publish(db,period):
    period=MONTH.get(period,period)
    if PUBLISHES and len(period)==7 and (db,period) not in DONE:   # a window belongs to the release of its last month
        DONE.add((db,period)); must(db,'publish','--period',period)
def saw(rows):
    global SAW
    SAW+=sum(1 for e in rows or [] if e.get('value') is not None or e.get('n') is not None or 'estimate' in e)
    return rows
def est(db,by='',stat=None,measure=WHOLE,period='2019-05',w='none'):
    """The rows a reader sees, or None when the reading is refused."""
    a=['estimate','--measure',measure,'--period',period,'--weighting',w,'--format','json','--reading','none']+(['--by',by] if by else [])+(['--statistic',stat] if stat else [])
    publish(db,period); o,e=run(db,*a,read=True); return saw(json.loads(o)['estimates']) if e is None else None
def compare(db,*more,measure=WHOLE,period='2019-05'):
    publish(db,period); o,e=run(db,'compare','--measure',measure,'--period',period,'--format','json',*more,read=True); return saw(json.loads(o)['comparisons']) if e is None else None
def hidden(e): return 'c' in e['marks']
def key(e): return tuple(sorted(e['domain'].items()))
def counts(db,by,measure=WHOLE,period='2019-05'):
    """{cell: {answer: count, 'n': base} or None when hidden} from an unweighted distribution; {} when refused."""
    t={}
    for e in est(db,by,'distribution',measure,period) or []:
        k=key(e)
        if hidden(e) or e.get('n') is None: t.setdefault(k,None); continue
        d=t.setdefault(k,{}); d[e['answer']]=round((e['value'] or 0)*e['n']/100)
        if e['answer']!='dont_know': d['n']=e['n']
    return t
def targets(period='2019-05'):
    T={}
    for r in csv.DictReader(open(os.path.join(fixtures(),'files','invitations.csv'))):
        if r['survey']=='victim_satisfaction' and r['wave_or_month']==period: T[r['npu'],r['crime_group']]=T.get((r['npu'],r['crime_group']),0)+int(r['invited'])-int(r['bounced'])-int(r['ineligible'])
    return T
def end(broken):
    """broken: list of findings. Last line and exit code of every attack."""
    if not os.environ.get('WORK'): shutil.rmtree(WORK,ignore_errors=True)
    if broken: print('broken:','; '.join(map(str,broken[:4])),f'({len(broken)} in all)' if len(broken)>4 else ''); sys.exit(1)
    print('figures read:',SAW)
    print('held' if SAW else 'refused: no figure of this kind leaves'); sys.exit(0)
