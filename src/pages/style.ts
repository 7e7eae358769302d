/** The one style sheet of all pages: light and dark, readable at 360 px, and printable. */

export const STYLE = `
:root{color-scheme:light dark;--bg:#f4f6f8;--card:#fff;--sunk:#f0f3f6;--text:#18212c;--soft:#566273;--line:#d8dee6;--link:#0a58a8;--good:#0b6b43;--goodbg:#dff3e8;--bad:#b01e14;--badbg:#fde8e6;--warn:#7a4f00;--warnbg:#fdf0d5;--mark:#0f766e;--radius:10px;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{--bg:#0e1319;--card:#161d26;--sunk:#10161d;--text:#e4eaf1;--soft:#9dabbb;--line:#2b3644;--link:#82bdff;--good:#5fd49d;--goodbg:#10301f;--bad:#ff9c90;--badbg:#3a1613;--warn:#f0c05f;--warnbg:#352706;--mark:#4fd1c5}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:2px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px;background:var(--card);padding:.5rem 1rem;z-index:9}
.skip:focus{left:.5rem;top:.5rem}
header.top{border-top:4px solid var(--mark);background:var(--card);border-bottom:1px solid var(--line);padding:1.1rem 1.25rem}
header.top.failed{border-top-color:var(--bad)}
header.top>div,.page{max-width:1240px;margin:0 auto}
header.top p{margin:.25rem 0 0;color:var(--soft)}
h1{font-size:1.35rem;line-height:1.3;margin:0;font-weight:650}
h2{font-size:1.08rem;margin:0 0 .75rem;font-weight:650}
h3{font-size:.95rem;margin:1rem 0 .4rem;font-weight:600}
h2 .count,nav .count{color:var(--soft);font-weight:400;font-variant-numeric:tabular-nums}
.brand{font-size:.8rem;letter-spacing:.04em;color:var(--mark);font-weight:650}
.brand a{color:inherit;text-decoration:none}
.page{display:grid;grid-template-columns:190px minmax(0,1fr);gap:1.25rem;padding:1.25rem}
nav.side{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow:auto;font-size:.9rem}
nav.side ul{list-style:none;margin:0;padding:0}
nav.side a{display:flex;justify-content:space-between;gap:.5rem;padding:.28rem .6rem;border-radius:6px;color:var(--text);text-decoration:none}
nav.side a:hover,nav.side a[aria-current]{background:var(--card)}
nav.side a[aria-current]{font-weight:650;box-shadow:inset 3px 0 var(--mark)}
main{min-width:0}
section,.card{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:1rem 1.1rem;margin:0 0 1rem}
section.failure{border-color:var(--bad)}
pre{margin:.35rem 0;padding:.65rem .8rem;background:var(--sunk);border:1px solid var(--line);border-radius:7px;font:12.5px/1.5 var(--mono);overflow:auto;max-height:26rem;white-space:pre-wrap;tab-size:2}
code,.mono{font:.92em/1.45 var(--mono)}
pre .line{display:block;min-height:1.5em;padding:0 .25rem;margin:0 -.25rem}
pre .removed{background:var(--badbg);color:var(--bad)}
pre .added{background:var(--goodbg);color:var(--good)}
bdi{unicode-bidi:isolate}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;overflow-wrap:break-word}
caption{text-align:left;color:var(--soft);padding-bottom:.3rem}
th{text-align:left;font-weight:600;color:var(--soft);font-size:.8rem}
th,td{padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top;max-width:26rem}
th{vertical-align:bottom}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem .9rem;margin:.3rem 0;font-size:.9rem}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0}
details.entry{border-top:1px solid var(--line)}
details.entry:last-of-type{border-bottom:1px solid var(--line)}
details.entry>summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .7rem;padding:.42rem .15rem;cursor:pointer;list-style-position:inside}
details.entry>summary:hover{background:var(--sunk)}
details.entry>summary .grow{flex:1 1 14rem;min-width:0}
details.entry>summary::before{content:"›";color:var(--soft);width:.7em;flex:none;transition:transform .12s}
details.entry[open]>summary::before{transform:rotate(90deg)}
summary::-webkit-details-marker{display:none}
summary{list-style:none}
details.entry>.inside{padding:.1rem 0 .8rem 1.1rem}
details.payload>summary{cursor:pointer;color:var(--link);font-size:.88rem;padding:.15rem 0}
details.payload>summary::before{content:"▸ "}
details.payload[open]>summary::before{content:"▾ "}
.time,.took{color:var(--soft);font-size:.82rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.chip{display:inline-block;border-radius:99px;padding:0 .55rem;font-size:.8rem;font-weight:600;background:var(--sunk);color:var(--soft);border:1px solid var(--line);white-space:nowrap}
.chip.good{background:var(--goodbg);color:var(--good);border-color:transparent}
.chip.bad{background:var(--badbg);color:var(--bad);border-color:transparent}
.chip.warn{background:var(--warnbg);color:var(--warn);border-color:transparent}
.reason{color:var(--bad);font-size:.9rem;margin:.1rem 0}
.hint{color:var(--soft);font-size:.9rem;margin:.2rem 0}
ul.misses{margin:.2rem 0;padding-left:1.2rem}
ul.tree,ul.tree ul{list-style:none;margin:0;padding:0}
ul.tree ul{margin-left:.55rem;border-left:2px solid var(--line);padding-left:.75rem}
ul.tree details.entry,ul.tree details.entry:last-of-type{border:0}
ul.tree .leaf{padding:.25rem .15rem;display:flex;flex-wrap:wrap;gap:.15rem .7rem;align-items:baseline}
:target>summary,.leaf:target{background:var(--warnbg)}
.logs{font:12.5px/1.5 var(--mono)}
.logs li{display:flex;flex-wrap:wrap;gap:0 .7rem;padding:.1rem 0;border-bottom:1px solid var(--line);list-style:none}
.logs{padding:0;margin:0}
#live:empty::after{content:"Nothing has happened since this page was opened.";color:var(--soft)}
.logs .text{flex:1 1 16rem;white-space:pre-wrap}
.ERROR .text,.FATAL .text{color:var(--bad)}.WARN .text{color:var(--warn)}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;margin:.8rem 0 0}
button,.button,input,select,textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:7px;padding:.38rem .7rem;max-width:100%}
input,select,button{min-height:2.35rem}
button,.button{cursor:pointer;font-weight:550;text-decoration:none;display:inline-block}
button:hover,.button:hover{background:var(--sunk)}
button.main{background:var(--mark);border-color:var(--mark);color:#fff}
@media (prefers-color-scheme:dark){button.main{color:#06201d}}
button.danger{border-color:var(--bad);color:var(--bad)}
input[type=search]{min-width:min(15rem,100%)}
input,select,textarea{color:var(--text)}
textarea{width:100%;min-height:9rem;font:13px/1.5 var(--mono);resize:vertical}
label{display:block;font-size:.86rem;color:var(--soft);margin:.55rem 0 .15rem}
label.inline{display:inline-flex;gap:.35rem;align-items:center;margin:0}
form.row,.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.5rem 0}
form.row>div{min-width:8rem}
.notice{border-left:4px solid var(--mark);background:var(--card);padding:.6rem .9rem;margin:0 0 1rem;border-radius:0 7px 7px 0}
.notice.bad{border-color:var(--bad);background:var(--badbg);color:var(--bad)}
meter{width:100%;min-width:5rem;height:.8rem}
figure.sequence{margin:.5rem 0}
figcaption{color:var(--soft);font-size:.88rem}
svg{display:block}
svg .life{stroke:var(--line);stroke-dasharray:3 4}
svg .actor{fill:var(--sunk);stroke:var(--line)}
svg .actor-name{fill:var(--text);font:600 12px system-ui,sans-serif;text-anchor:middle}
svg .message{fill:var(--text);font:11.5px system-ui,sans-serif;text-anchor:middle;unicode-bidi:isolate}
svg .message.start{text-anchor:start}
svg .arrow{stroke:var(--link);stroke-width:1.5;fill:none}
svg .head{stroke:var(--link);stroke-width:1.5;fill:none}
svg .answer.arrow{stroke:var(--soft);stroke-dasharray:5 4}svg .answer.head{stroke:var(--soft)}
svg .event.arrow{stroke-dasharray:2 3}
svg .failure.arrow,svg .failure.head{stroke:var(--bad)}
svg .failure .message{fill:var(--bad)}
svg .note{fill:var(--goodbg);stroke:none}
.gone{display:none!important}
footer{color:var(--soft);font-size:.85rem;max-width:1240px;margin:0 auto;padding:0 1.25rem 2rem}
.kinds{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.2rem 1.6rem;align-items:start}
.kinds>div{min-width:0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:.7rem}
.cards a{display:block;background:var(--sunk);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem;text-decoration:none;color:inherit}
.cards a:hover{border-color:var(--link)}
.cards b{display:block;font-size:1.4rem;line-height:1.2;font-weight:650}
@media (max-width:760px){
.page{grid-template-columns:minmax(0,1fr);padding:.8rem;gap:.8rem}
nav.side{position:static;max-height:none}
nav.side ul{display:flex;flex-wrap:wrap;gap:.15rem}
nav.side a{background:var(--card);border:1px solid var(--line)}
nav.side a[aria-current]{box-shadow:inset 0 -3px var(--mark)}
header.top{padding:.9rem .8rem}
section,.card{padding:.8rem .75rem}
details.entry>summary .grow,ul.tree .leaf .grow{flex-basis:12rem}
details.entry>summary .time,ul.tree .leaf .time{order:9}
details.entry>.inside{padding-left:.35rem}
ul.tree ul{margin-left:.2rem;padding-left:.5rem}
dl.facts{grid-template-columns:minmax(0,1fr)}
dl.facts dd{margin-bottom:.3rem}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
@media print{nav.side,.tools{display:none}.page{display:block}section{border-color:#bbb}h2,h3,details.entry>summary{break-after:avoid}pre{max-height:none}svg{max-width:100%;height:auto}}
`
