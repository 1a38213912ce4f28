"""One respondent whose area is not known and who left ethnic group blank: totals less the rows shown."""
from common import *
def main():
    random.seed(11); rows=[]
    for a in NPU:
        for i in range(150): rows.append(dict(npu=NAME[a],ch=CH[i%7],cr=CR[(i//3)%7],sex=['female','male'][i%2],age=[20,30,40,50,60,70,80][(i//2)%7],ethnic_group=['white','asian'][i%3==0],answers=dict(whole_experience=random.randint(1,7),treatment=random.randint(1,7),follow_up=random.randint(1,7))))
    rows.append(dict(npu='Birmingham',ch='livechat',cr='hate',sex='male',age=41,answers=dict(whole_experience=7,treatment=6,follow_up=97)))
    build('u.db',rows); bad=[]
    for m in (WHOLE,TREAT,FOLLOW):
        for d in ('npu','ethnic_group'):
            t=counts('u.db',d,m)
            if t.get(()) is None or any(v is None for v in t.values()) or len(t)<2: continue
            left={q:t[()].get(q,0)-sum(v.get(q,0) for k,v in t.items() if k) for q in V}
            people=t[()]['n']-sum(v['n'] for k,v in t.items() if k)   # exact; a count worked out from a per cent of 1,200 is not
            print(m,d,'total less rows',people,{q:v for q,v in left.items() if v})
            if 0<people<10: bad.append(f'{m}: answers of those without {d} are {[(q,v) for q,v in left.items() if v]}')
    end(bad)
if __name__=='__main__': main()
