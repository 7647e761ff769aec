/** The page's style sheet as far as it is the same for every plan. Contrast of text is at least 4.5 in both schemes. */
export const baseStyle = `
:root{color-scheme:light dark;--paper:#fcfbf8;--raised:#fff;--ink:#1b2430;--soft:#556070;--rule:#dcdfe3;--sea:#f1f3f4;--land:#dcdfe0;--grid:#e4e7e9;--halo:#f7f8f8;--accent:#1d5b96;--lost:#b3261e;--good:#2f6f4f;--tint:29 91 150;
--c0:#2567a8;--c1:#b4581c;--c2:#2d7d5f;--c3:#7f4f9e;--c4:#a63f56;--c5:#6d6a1d}
@media screen and (prefers-color-scheme:dark){:root{--paper:#10151b;--raised:#161d25;--ink:#e7ebf0;--soft:#9eabba;--rule:#2c3641;--sea:#141b23;--land:#2a343f;--grid:#1e2730;--halo:#141b23;--accent:#84b9ee;--lost:#ff9187;--good:#7fcca3;--tint:110 170 230;
--c0:#74aee6;--c1:#e99a5d;--c2:#6fc3a1;--c3:#c097dc;--c4:#ee8ba0;--c5:#c9c264}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
code,.id,svg text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
code,.id{font-size:.92em}
.page{max-width:1264px;margin:0 auto;padding:40px 32px 64px}
.skip{position:absolute;left:16px;top:-80px;padding:8px 16px;background:var(--ink);color:var(--paper);border-radius:4px;z-index:2}
.skip:focus{top:12px}
a{color:var(--accent);text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
h1{font-size:clamp(30px,4.4vw,46px);line-height:1.08;letter-spacing:-.025em;font-weight:650;margin:0}
h2{font-size:22px;line-height:1.25;letter-spacing:-.012em;font-weight:620;margin:0 0 4px}
h3{font-size:17px;line-height:1.3;font-weight:620;margin:0}
.eyebrow{margin:0 0 10px;font-size:12px;letter-spacing:.09em;text-transform:uppercase;color:var(--soft)}
.lead{font-size:18px;line-height:1.45;max-width:66ch;margin:12px 0 0;color:var(--soft)}
.note{color:var(--soft);font-size:14px;margin:0 0 12px;max-width:82ch}
section{margin-top:56px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:0 24px;margin:32px 0 0;padding:0}
.figures>div{border-top:2px solid var(--ink);padding:10px 0 14px}
.figures dt{font-size:13px;color:var(--soft)}
.figures dd{margin:2px 0 0;font-size:27px;line-height:1.15;letter-spacing:-.02em;font-weight:600}
.figures dd small{display:block;margin-top:3px;font-size:13px;line-height:1.35;letter-spacing:0;font-weight:400;color:var(--soft)}
.stage{margin-top:40px}
.views{border:0;margin:0 0 12px;padding:0;min-width:0;display:flex;flex-wrap:wrap;gap:6px}
.views legend{padding:0;margin:0 0 8px;font-size:13px;color:var(--soft)}
.views label{display:inline-flex;align-items:center;gap:6px;min-height:30px;padding:3px 12px 3px 9px;border:1px solid var(--rule);border-radius:16px;background:var(--raised);font-size:13px;cursor:pointer}
.views label:hover{border-color:var(--soft)}
.views label:has(:checked){border-color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink)}
.views label:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}
.views input{accent-color:var(--ink);margin:0;outline:0}
figure{margin:0}
.map{display:block;width:100%;height:auto}
.sea{fill:var(--sea)}
.graticule{fill:none;stroke:var(--grid);stroke-width:1;vector-effect:non-scaling-stroke}
.land{fill:var(--land);stroke:var(--land);stroke-width:1;stroke-linejoin:round}
.h0{--h:var(--c0)}.h1{--h:var(--c1)}.h2{--h:var(--c2)}.h3{--h:var(--c3)}.h4{--h:var(--c4)}.h5{--h:var(--c5)}
.arcs path{fill:none;stroke:var(--h);stroke-width:.8;stroke-opacity:.42;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.dots path{fill:none;stroke-width:calc(var(--w)*1px);stroke:var(--h);stroke-linecap:round;stroke-opacity:.55}
.moves{display:none}
.moves path{fill:none;stroke-width:calc(var(--w)*1px);stroke:var(--lost);stroke-opacity:.9;stroke-linecap:round;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.layer{display:none}
.region circle{fill:var(--h);stroke:var(--halo);stroke-width:1.5;vector-effect:non-scaling-stroke}
.unused circle{fill:var(--sea);stroke:var(--soft);stroke-width:1.2}
.cross{display:none;fill:none;stroke:var(--lost);stroke-width:2.5;stroke-linecap:round;vector-effect:non-scaling-stroke}
.leader{fill:none;stroke:var(--soft);stroke-width:.8;vector-effect:non-scaling-stroke}
.region text{fill:var(--ink);paint-order:stroke;stroke:var(--halo);stroke-width:.36em;stroke-linejoin:round;stroke-opacity:.88}
.region .line0{font-weight:600}
.region .line1,.unused .line0{fill:var(--soft);font-weight:400}
.narrow .region circle,.middle .region circle{stroke-width:1}
@media (min-width:1000px){.wide{display:inline}}
@media (min-width:600px) and (max-width:999.98px){.middle{display:inline}}
@media (max-width:599.98px){.narrow{display:inline}.dots path{stroke-width:calc(var(--w)*2.2px)}.moves path{stroke-width:calc(var(--w)*.6px)}}
figcaption{margin-top:8px;font-size:13px;color:var(--soft)}
.key{list-style:none;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,290px),1fr));gap:2px 24px;margin:12px 0 0;padding:0;font-size:13px}
.key li{display:grid;grid-template-columns:2.2em 1fr auto;gap:6px;padding:3px 0;border-bottom:1px solid var(--rule)}
.key b{text-align:right;font-weight:600}
.key span:last-child{color:var(--soft)}
@media (min-width:1000px){.key .named,.key.all{display:none}}
.panel{display:none;margin-top:20px;padding:20px 24px 22px;background:var(--raised);border:1px solid var(--rule);border-left:4px solid var(--ink);border-radius:4px}
.panel.loss{border-left-color:var(--lost)}
.panel.fine{border-left-color:var(--good)}
.panel p{margin:6px 0 0;max-width:86ch}
.facts{display:flex;flex-wrap:wrap;gap:10px 36px;margin:14px 0 0;padding:0}
.facts dt{font-size:12.5px;color:var(--soft)}
.facts dd{margin:0;font-size:18px;font-weight:600}
.moved{columns:2 300px;column-gap:40px;list-style:none;margin:14px 0 0;padding:0;font-size:13.5px}
.moved li{break-inside:avoid;padding:5px 0;border-bottom:1px solid var(--rule)}
.moved b{font-weight:600}
@supports not selector(:has(*)){.panel{display:block}}
.scroll{position:relative;overflow-x:auto;margin-top:12px}
table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.4}
caption{text-align:left;color:var(--soft);font-size:14px;padding:0 0 10px;max-width:min(82ch,calc(100vw - 40px))}
th,td{padding:6px 10px;overflow-wrap:normal;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:500;color:var(--soft);font-size:12.5px;line-height:1.25;vertical-align:bottom;border-bottom:1.5px solid var(--ink)}
tbody th{font-weight:600}
tfoot th,tfoot td{font-weight:600;border-bottom:0;border-top:1.5px solid var(--ink)}
.n{text-align:right;white-space:nowrap}
.id,.nowrap{white-space:nowrap;overflow-wrap:normal}
.soft{color:var(--soft);font-weight:400}
.bad{color:var(--lost);font-weight:600}
.good{color:var(--good);font-weight:600}
.matrix td,.matrix thead th:not(:first-child){text-align:center;padding:6px 4px;min-width:52px}
.matrix thead th b{display:block;font-size:15px;color:var(--ink)}
.matrix thead .id{font-size:11px;white-space:normal;overflow-wrap:anywhere}
.matrix td{border-left:1px solid var(--rule)}
.matrix td small{display:block;color:var(--soft);font-size:11px;line-height:1.2}
.matrix td.full small{color:var(--ink)}
.bar{display:inline-block;vertical-align:middle;width:72px;height:8px;margin-left:8px;background:var(--rule);border-radius:2px;overflow:hidden}
.bar i{display:block;height:100%;background:var(--accent)}
.split{display:flex;height:26px;margin:16px 0 10px;border-radius:3px;overflow:hidden;gap:2px}
.split i{display:block;min-width:2px}
.swatch{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:7px}
.what{display:block;margin-left:18px;font-weight:400;font-size:13px;color:var(--soft)}
.s0{background:var(--c0)}.s1{background:var(--c1)}.s2{background:var(--c2)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:0 56px}
.pair>section{min-width:0}
.chart{display:block;width:100%;height:auto;margin-top:12px;overflow:visible}
.chart text{font-size:11.5px;fill:var(--soft);font-family:inherit}
.chart .axis{stroke:var(--rule);fill:none}
.chart .curve{fill:none;stroke-width:2;stroke:var(--h);stroke-linejoin:round}
.chart .goal{stroke:var(--lost);stroke-dasharray:4 3;fill:none}
details{margin-top:20px;border-top:1px solid var(--rule)}
summary{padding:10px 0;cursor:pointer;font-weight:600;color:var(--accent)}
.long{min-width:280px}
.second{margin-top:36px}
td p{margin:2px 0 0;color:var(--soft)}
.method{margin-top:12px;columns:2 420px;column-gap:56px}
.method p{margin:0 0 12px;break-inside:avoid}
footer{margin-top:56px;padding-top:14px;border-top:1px solid var(--rule);font-size:13px;color:var(--soft)}
.hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:599.98px){body{font-size:16px}.page{padding:28px 16px 48px}section{margin-top:44px}.panel{padding:16px}.figures{grid-template-columns:1fr 1fr;gap:0 16px}.figures dd{font-size:23px}.matrix td,.matrix thead th:not(:first-child){min-width:46px}.matrix thead .id{display:none}.chart text{font-size:17px}}
@media print{@page{size:A3 landscape;margin:14mm}body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}.page{max-width:none;padding:0}.views,.skip,details:not([open]){display:none}.panel{display:block;break-inside:avoid}.scroll{overflow:visible}section,tr,figure{break-inside:avoid}.layer{display:none}.wide{display:inline}.key.all,.key .named{display:none}}
`;
