"""Small pages in the layouts that real sites use, all fictional.

The sentences each prints, and what it does not.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST = (
    "Minister Vera Lindqvist met Minister Tomas Okoro in Port Averly on 4 June 2024 and toured the "
    "new grain terminal with him before the formal talks began."
)
LAST = (
    "The two ministers agreed that officials from both sides would meet again before the end of "
    "the year in order to take stock of the progress that was made."
)
TITLE = "Minister Lindqvist meets Minister Okoro in Port Averly"


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: what stands in its main part and head, the sentences it prints, and words it does not.

    `marks` are those of the footnotes that are kept apart.
    """

    name: str
    body: str
    sentences: tuple[str, ...]
    absent: tuple[str, ...] = ()
    head: str = ""
    marks: tuple[str, ...] = ()

    def page(self) -> str:
        """Return the whole page, with a menu and a footer about it."""
        heading = "" if "{TITLE}" in self.body else f"<h1>{TITLE}</h1>"
        body = self.body.replace("{TITLE}", TITLE).replace("{FIRST}", FIRST).replace("{LAST}", LAST)
        menu = "<header><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav></header>"
        footer = "<footer><p>© Averly 2024. All rights reserved by the ministry.</p></footer>"
        return (
            f"<!DOCTYPE html><html lang=en><head><title>{TITLE} | Averly</title>{self.head}</head>"
            f"<body>{menu}<main>{heading}{body}</main>{footer}</body></html>"
        )


LAYOUTS = (
    Layout(
        "plain",
        "<p>{FIRST}</p><p>Minister Lindqvist said that the port would open.</p><p>{LAST}</p>",
        ("Minister Lindqvist said that the port would open.",),
    ),
    Layout(
        "time",
        "<p>{FIRST}</p><p>Minister Lindqvist said that on <time datetime=2024-07-01>1 July</time> the port would open.</p><p>{LAST}</p>",
        ("Minister Lindqvist said that on 1 July the port would open.",),
    ),
    Layout(
        "data",
        "<p>{FIRST}</p><p>Minister Okoro said that <data value=15>fifteen</data> ships were lost.</p><p>{LAST}</p>",
        ("Minister Okoro said that fifteen ships were lost.",),
    ),
    Layout(
        "abbr",
        '<p>{FIRST}</p><p>Minister Okoro said that the <abbr title="Gross Domestic Product">GDP</abbr> had grown.</p><p>{LAST}</p>',
        ("Minister Okoro said that the GDP had grown.",),
    ),
    Layout(
        "kbdvar",
        "<p>{FIRST}</p><p>Minister Okoro said that <kbd>form</kbd> <var>B</var> and <samp>list</samp> <code>7</code> were void.</p><p>{LAST}</p>",
        ("Minister Okoro said that form B and list 7 were void.",),
    ),
    Layout(
        "mark",
        "<p>{FIRST}</p><p>Minister Okoro said that <mark>no ship</mark> would <em>ever</em> pay.</p><p>{LAST}</p>",
        ("Minister Okoro said that no ship would ever pay.",),
    ),
    Layout(
        "wbr",
        "<p>{FIRST}</p><p>Minister Okoro said that the trans<wbr>conti&shy;nental line was late.</p><p>{LAST}</p>",
        ("Minister Okoro said that the transcontinental line was late.",),
    ),
    Layout(
        "zerowidth",
        "<p>{FIRST}</p><p>Minister Okoro said that the&#8203; line&#8288; was &zwnj;late.</p><p>{LAST}</p>",
        ("Minister Okoro said that the line was late.",),
    ),
    Layout(
        "bdi",
        "<p>{FIRST}</p><p>Minister Okoro said that <bdi>علی</bdi> and <bdo dir=ltr>the</bdo> team were late.</p><p>{LAST}</p>",
        ("Minister Okoro said that علی and the team were late.",),
    ),
    Layout(
        "cite",
        "<p>{FIRST}</p><p>Minister Okoro said that <cite>The Averly Herald</cite> was wrong.</p><p>{LAST}</p>",
        ("Minister Okoro said that The Averly Herald was wrong.",),
    ),
    Layout(
        "insdel",
        "<p>{FIRST}</p><p>Minister Okoro said that the fee would be <del datetime=x>ninety</del> <ins>fifty</ins> crowns.</p><p>{LAST}</p>",
        ("Minister Okoro said that the fee would be fifty crowns.",),
    ),
    Layout(
        "s-comma",
        "<p>{FIRST}</p><p>Minister Okoro said that the fee <s>of ninety crowns</s>, once paid, was final.</p><p>{LAST}</p>",
        ("Minister Okoro said that the fee, once paid, was final.",),
    ),
    Layout(
        "strike-style",
        "<p>{FIRST}</p><p>Minister Okoro said that the ports were <span style='text-decoration: line-through red'>closed</span> open.</p><p>{LAST}</p>",
        ("Minister Okoro said that the ports were open.",),
    ),
    Layout(
        "strike-class",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was <span class='x old'>cancelled</span> confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
        head="<style>p .old{color:red;text-decoration:line-through}</style>",
    ),
    Layout(
        "hidden-class",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was <i class=h>not</i> confirmed.</p><p>{LAST}</p><p class=h>Minister Okoro said that the treaty is void.</p>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("void",),
        head="<style>/* x */ .h, .j { display : none !important }</style>",
    ),
    Layout(
        "hidden-id",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p><p id=q>Minister Okoro said that the treaty is void.</p>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("void",),
        head="<style>@media screen{#q{visibility:hidden}}</style>",
    ),
    Layout(
        "print-rule",
        "<p>{FIRST}</p><p><span class=np>Minister Okoro said that the quota was confirmed.</span></p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
        head="<style>@media print{.np{display:none}} @page{margin:1cm}</style>",
    ),
    Layout(
        "print-only",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p><div class=print-only>Printed from the site of the ministry by a reader.</div>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("Printed from",),
    ),
    Layout(
        "clip-hidden",
        "<p>{FIRST}</p><p>Minister Okoro asked for <span class=vh>no</span> further talks.</p><p>{LAST}</p>",
        ("Minister Okoro asked for further talks.",),
        head="<style>.vh{position:absolute;clip:rect(0 0 0 0);height:1px;width:1px}</style>",
    ),
    Layout(
        "sr-only",
        "<p>{FIRST}</p><p>Minister Okoro asked <span class='sr-only'>(opens in a new tab)</span> for talks.</p><p>{LAST}</p>",
        ("Minister Okoro asked for talks.",),
    ),
    Layout(
        "table-layout",
        "<table><tr><td width=100><a href=a>Home</a><br><a href=b>News</a></td><td><p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p></td></tr></table>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "div-soup",
        "<div><div><div>{FIRST}</div></div><div><span>Minister Okoro said that <span><span>the quota</span></span> was confirmed.</span></div><div>{LAST}</div></div>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "nested-list",
        "<p>{FIRST}</p><p>Minister Okoro named three points:</p><ul><li>the quota must rise;<ul><li>for herring, by a tenth;</li><li>for cod, by a fifth;</li></ul></li><li>the port must open.</li></ul><p>{LAST}</p>",
        ("the port must open.", "for cod, by a fifth;"),
    ),
    Layout(
        "dl",
        "<p>{FIRST}</p><dl><dt>Minister Okoro</dt><dd>The quota must rise.</dd><dt>Minister Lindqvist<dd>We do not agree to that.</dl><p>{LAST}</p>",
        ("The quota must rise.", "We do not agree to that."),
    ),
    Layout(
        "details",
        "<p>{FIRST}</p><details><summary>Fisheries</summary><p>Minister Okoro said that the quota was confirmed.</p></details><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "ruby-rp",
        "<p>{FIRST}</p><p>Minister <ruby>林<rp>(</rp><rt>Hayashi</rt><rp>)</rp></ruby> said that the quota was confirmed.</p><p>{LAST}</p>",
        ("Minister 林(Hayashi) said that the quota was confirmed.",),
    ),
    Layout(
        "q",
        "<p>{FIRST}</p><p>Minister Okoro said that <q>the strait is <q>open</q></q> and would stay so.</p><p>{LAST}</p>",
        ("Minister Okoro said that “the strait is ‘open’” and would stay so.",),
    ),
    Layout(
        "q-marked",
        "<p>{FIRST}</p><p>Minister Okoro said that <q>“the strait is open”</q> and would stay so.</p><p>{LAST}</p>",
        ("Minister Okoro said that “the strait is open” and would stay so.",),
    ),
    Layout(
        "sup-ord",
        "<p>{FIRST}</p><p>Minister Okoro praised the 12<sup>th</sup> meeting and the 1<sup>st</sup> of May.</p><p>{LAST}</p>",
        ("Minister Okoro praised the 12th meeting and the 1st of May.",),
    ),
    Layout(
        "sup-unit",
        "<p>{FIRST}</p><p>Minister Okoro said that 5 m<sup>2</sup> and 300 km<sup>2</sup> of ice and 10<sup>6</sup> tonnes of CO<sub>2</sub> were lost.</p><p>{LAST}</p>",
        ("Minister Okoro said that 5 m2 and 300 km2 of ice and 10⁶ tonnes of CO2 were lost.",),
    ),
    Layout(
        "isotope",
        "<p>{FIRST}</p><p>Minister Okoro said that <sup>235</sup>U and <sup>14</sup>C were traded.</p><p>{LAST}</p>",
        ("Minister Okoro said that 235U and 14C were traded.",),
    ),
    Layout(
        "fraction",
        "<p>{FIRST}</p><p>Minister Okoro said that 1<sup>1</sup>/<sub>2</sub> million crowns were paid.</p><p>{LAST}</p>",
        ("Minister Okoro said that 1 1/2 million crowns were paid.",),
    ),
    Layout(
        "sup-note",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15<sup>1</sup> per cent.<sup>2</sup> Minister Lindqvist said that 9<sup>8</sup> planes flew.</p><p>{LAST}</p>",
        (
            "Minister Okoro said that the tax was 15 per cent.",
            "Minister Lindqvist said that 9 planes flew.",
        ),
    ),
    Layout(
        "note-link",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15 per cent.<a href='#fn1' id=fnref1>[1]</a> Minister Lindqvist agreed to a tax of 9 per cent.<sup><a href='#fn2'>2</a></sup></p><p>{LAST}</p><hr><ol><li id=fn1>Minister Okoro once said that it was 3. <a href='#fnref1'>↩</a></li><li id=fn2>In crowns.</li></ol>",
        (
            "Minister Okoro said that the tax was 15 per cent.",
            "Minister Lindqvist agreed to a tax of 9 per cent.",
        ),
        absent=("once said", "In crowns"),
        marks=("1", "2"),
    ),
    Layout(
        "note-aside",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15<a role=doc-noteref href='#n1'>1</a> per cent.</p><p>{LAST}</p><aside role=doc-footnote id=n1><p>1. In crowns, said Minister Okoro.</p></aside>",
        ("Minister Okoro said that the tax was 15 per cent.",),
        absent=("In crowns",),
        marks=("1",),
    ),
    Layout(
        "note-heading",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15<sup>1</sup> per cent.</p><p>{LAST}</p><h3>Notes</h3><ol><li>In crowns, Minister Okoro said.</li></ol>",
        ("Minister Okoro said that the tax was 15 per cent.",),
        absent=("In crowns",),
        marks=("1",),
    ),
    Layout(
        "note-par",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15<sup>1</sup> per cent, and the duty 4<sup>*</sup>.</p><p>{LAST}</p><p><small><sup>1</sup> In crowns.<br><sup>*</sup> Provisional.</small></p>",
        ("Minister Okoro said that the tax was 15 per cent, and the duty 4.",),
        absent=("In crowns", "Provisional"),
        marks=("1", "*"),
    ),
    Layout(
        "note-text",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15<sup>[1]</sup> per cent.</p><p>{LAST}</p><p>[1] In crowns.</p>",
        ("Minister Okoro said that the tax was 15 per cent.",),
        absent=("In crowns",),
        marks=("1",),
    ),
    Layout(
        "word-notes",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15<a href='#_ftn1' name='_ftnref1'>[1]</a> per cent.</p><p>{LAST}</p><div><p><a href='#_ftnref1' name='_ftn1'>[1]</a> In crowns, said Minister Okoro.</p></div>",
        ("Minister Okoro said that the tax was 15 per cent.",),
        absent=("In crowns",),
        marks=("1",),
    ),
    Layout(
        "sidenote",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax<span class=sidenote>In crowns, that is.</span> was 15 per cent.</p><p>{LAST}</p>",
        ("Minister Okoro said that the tax was 15 per cent.",),
        absent=("In crowns",),
        marks=("1",),
    ),
    Layout(
        "inline-block",
        "<p>{FIRST}</p><p>Minister Okoro said that <span style='display:inline-block'>the quota</span> <span style='display:inline-flex'>was</span> confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "span-blocks",
        "<span style='display:block'>{FIRST}</span><span style='display:block'>Minister Okoro said that the quota was confirmed</span><span style='display:block'>{LAST}</span>",
        ("Minister Okoro said that the quota was confirmed",),
    ),
    Layout(
        "form",
        "<form action=x><input type=hidden name=v value='Minister X'><div><p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p></div><input type=submit value=Send></form>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("Send", "Minister X"),
    ),
    Layout(
        "br-par",
        "<div>{FIRST}<br><br>Minister Okoro said that the quota<br>was confirmed.<br/>\n<br/>{LAST}</div>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "br-single",
        "<div>{FIRST}<br>Minister Okoro said that the quota was confirmed.<br>{LAST}</div>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "br-caps",
        "<p>{FIRST}</p><p>Minister Okoro said that Prime Minister<br>Anders Holm had confirmed the quota.</p><p>{LAST}</p>",
        ("Minister Okoro said that Prime Minister Anders Holm had confirmed the quota.",),
    ),
    Layout(
        "dropcap",
        "<p><span class=dropcap>M</span>inister Okoro said that the quota was confirmed.</p><p>{FIRST}</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "dropcap-div",
        "<div><div style='float:left'>M</div>inister Okoro said that the quota was confirmed.</div><p>{FIRST}</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "shadow",
        "<x-card><template shadowrootmode=open><style>p{x:y}</style><slot></slot></template><p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p></x-card>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "template",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p><template><p>Minister Okoro said that the treaty is void.</p></template>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("void",),
    ),
    Layout(
        "figure",
        "<p>{FIRST}</p><figure><img src=x alt='a port'><figcaption>Minister Okoro at the port. Photo: Averly Press.</figcaption></figure><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("Photo",),
    ),
    Layout(
        "pullquote",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed and that no ship would pay.</p><blockquote class=pullquote><p>no ship would pay</p></blockquote><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed and that no ship would pay.",),
    ),
    Layout(
        "multi-article",
        "<article><h1>{TITLE}</h1><p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p></article><article><h2><a href=x>Premier Voss visits the dam</a></h2><p>Premier Voss said that the dam was full.</p></article>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("dam was full",),
    ),
    Layout(
        "amp",
        "<amp-img src=x></amp-img><p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p><amp-ad>Buy now</amp-ad>",
        ("Minister Okoro said that the quota was confirmed.",),
        head="<style amp-boilerplate>body{-webkit-animation:-amp-start 8s steps(1,end)}@-webkit-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}</style><noscript><style amp-boilerplate>body{animation:none}</style></noscript>",
    ),
    Layout(
        "button-word",
        "<p>{FIRST}</p><p>Minister Okoro said that the <button type=button>quota</button> was confirmed by <label>both houses</label> in <output>June</output>.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed by both houses in June.",),
    ),
    Layout(
        "button-share",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was confirmed. <button>Share</button></p><p>{LAST}</p><button>Print this page</button>",
        ("Minister Okoro said that the quota was confirmed.",),
        absent=("Share", "Print"),
    ),
    Layout(
        "input-word",
        "<p>{FIRST}</p><p>Minister Okoro said that the <input type=button value='quota'> was <input readonly value=confirmed>.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "two-cell",
        "<p>{FIRST}</p><table><tr><td>Minister Okoro</td><td>The quota must rise.</td></tr><tr><th>Minister Lindqvist</th><td>We do not agree to that.</td></tr></table><p>{LAST}</p>",
        ("The quota must rise.", "We do not agree to that."),
    ),
    Layout(
        "bold-line",
        "<p>{FIRST}</p><p><b>Minister Okoro</b></p><p>The quota must rise.</p><p><strong>Minister Lindqvist</strong><br>We do not agree to that.</p><p>{LAST}</p>",
        ("The quota must rise.", "We do not agree to that."),
    ),
    Layout(
        "heading-speaker",
        "<p>{FIRST}</p><h3>Minister Okoro</h3><p>The quota must rise.</p><h3>Minister Lindqvist</h3><p>We do not agree to that.</p><p>{LAST}</p>",
        ("The quota must rise.", "We do not agree to that."),
    ),
    Layout(
        "data-table",
        "<p>{FIRST}</p><table><tr><th>Good</th><th>2023</th><th>2024</th></tr><tr><td>Cod</td><td>15</td><td>20</td></tr></table><p>Minister Okoro said that the quota was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "para-split",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota, which had long been</p><div class=ad><ins class=adsbygoogle></ins></div><p>discussed, was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota, which had long been discussed, was confirmed.",),
    ),
    Layout(
        "pre",
        "<pre>Minister Vera Lindqvist met Minister Tomas Okoro in Port Averly on 4 June 2024\nand toured the new grain terminal with him before the formal talks began.\n\nMinister Okoro said that the quota\nwas confirmed.\n\n{LAST}</pre>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "pre-line",
        "<div style='white-space: pre-line'>{FIRST}\n\nMinister Okoro said that the quota was confirmed.\n\n{LAST}</div>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "nbsp",
        "<p>{FIRST}</p><p>Minister&nbsp;Okoro said that&ensp;the quota&#160;was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "comment",
        "<p>{FIRST}</p><p>Minister Okoro said that <!-- not --> the quota was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "font",
        "<center><font size=2>{FIRST}<p>Minister Okoro said that <font color=red>the</font> quota was <nobr>confirmed now</nobr>.<p>{LAST}</font></center>",
        ("Minister Okoro said that the quota was confirmed now.",),
    ),
    Layout(
        "custom",
        "<rte-text><rte-p>{FIRST}</rte-p></rte-text><p>Minister Okoro said that <x-term>the quota</x-term> was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "link",
        "<p>{FIRST}</p><p>Minister Okoro said that <a href=/x>the quota</a> was <a href=y><b>confirmed</b></a>.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "emoji-img",
        "<p>{FIRST}</p><p>Minister Okoro said that the quota was <img src=x alt='🙂'>confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "aria-dup",
        "<p>{FIRST}</p><p><span aria-hidden=true><span class=cap>M</span>inister</span><span class=visually-hidden>Minister</span> Okoro said that the quota was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "svg",
        "<p>{FIRST}</p><p>Minister Okoro said that <svg><title>icon</title><text>icon</text></svg>the quota was confirmed.</p><p>{LAST}</p>",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "optional-tags",
        "<p>{FIRST}<p>Minister Okoro said that the quota was confirmed.<ul><li>one point<li>two points</ul><p>{LAST}",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "misnested",
        "<p>{FIRST}</p><p><b>Minister Okoro <i>said</b> that the quota</i> was confirmed.</p><p>{LAST}",
        ("Minister Okoro said that the quota was confirmed.",),
    ),
    Layout(
        "figure-table",
        "<p>{FIRST}</p><figure class=wp-block-table><table><tr><td>Minister Okoro</td><td>The quota must rise.</td></tr></table></figure><p>{LAST}</p>",
        ("The quota must rise.",),
    ),
    Layout(
        "columns-table",
        "<p>{FIRST}</p><table><tr><th>Minister Okoro</th><th>Minister Lindqvist</th></tr><tr><td>The quota must rise.</td><td>We do not agree to that.</td></tr></table><p>{LAST}</p>",
        ("The quota must rise.", "We do not agree to that."),
    ),
    Layout(
        "super-span",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15<span style='vertical-align: super; font-size: 70%'>1</span> per cent.</p><p>{LAST}</p>",
        ("Minister Okoro said that the tax was 15 per cent.",),
    ),
    Layout(
        "wiki",
        "<p>{FIRST}</p><p>Minister Okoro said that the tax was 15 per cent.<sup id=cite_ref-1 class=reference><a href='#cite_note-1'><span class=cite-bracket>[</span>1<span>]</span></a></sup> Minister Lindqvist agreed.</p><p>{LAST}</p><ol class=references><li id=cite_note-1><span><a href='#cite_ref-1'>^</a></span> <span>Press of Averly.</span></li></ol>",
        ("Minister Okoro said that the tax was 15 per cent.", "Minister Lindqvist agreed."),
        absent=("Press of",),
        marks=("1",),
    ),
)
