/// The page's style: one column that fits a phone, light and dark by the reader's own setting, verdicts by word and color.
enum HTMLReportStyle {
    static let text = """
        :root {
          --page: #f6f7f9; --card: #ffffff; --ink: #16191f; --quiet: #545c69; --line: #d5dae1; --code: #eef1f5;
          --block: #b3261e; --warn: #8a5300; --allow: #1b6e3c; --link: #1a56b0;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #111418; --card: #1a1f26; --ink: #e8ebf0; --quiet: #a3adba; --line: #343c47; --code: #242b34;
            --block: #ff8a80; --warn: #f5b95f; --allow: #7fd49b; --link: #8ab8ff;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--page); color: var(--ink);
          font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1, h2, h3, h4, h5 { line-height: 1.25; margin: 1.2em 0 .4em; }
        h1 { font-size: 1.7rem; margin: .1em 0 .6em; } h2 { font-size: 1.3rem; margin-top: 2rem; }
        h3 { font-size: 1.1rem; margin-top: 0; } h4 { font-size: 1rem; } h5 { font-size: .9rem; color: var(--quiet); }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { position: static; }
        .brand { margin: 0; color: var(--quiet); font-size: .9rem; }
        header, article, footer { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; }
        article { margin: 1rem 0; }
        .block { --tone: var(--block); } .warn { --tone: var(--warn); } .allow { --tone: var(--allow); }
        header, article { border-left: .35rem solid var(--tone); }
        header h1 { color: var(--tone); }
        .badge { color: var(--tone); border: 1px solid var(--tone); border-radius: 1rem; padding: 0 .55rem;
          font-size: .8rem; font-weight: 600; white-space: nowrap; }
        .version, .quiet { color: var(--quiet); font-weight: 400; }
        .quiet { font-size: .85rem; }
        .sentence { font-size: 1.1rem; margin: .4rem 0 .8rem; }
        dl { margin: 0; }
        dl div { display: grid; grid-template-columns: 8.5rem 1fr; gap: .2rem .8rem; padding: .15rem 0; }
        dt { color: var(--quiet); } dd { margin: 0; min-width: 0; }
        code, pre { font: .86rem/1.45 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
        code { background: var(--code); border-radius: .25rem; padding: .05rem .3rem; }
        pre { background: var(--code); border-radius: .35rem; padding: .45rem .6rem; margin: .35rem 0;
          white-space: pre-wrap; }
        pre code { padding: 0; background: none; }
        .number { color: var(--quiet); user-select: none; }
        .place { color: var(--quiet); background: none; padding: 0; }
        .digest { font-size: .78rem; }
        .path { list-style: none; margin: 0; padding: 0; }
        .path li { display: inline; }
        .path li + li::before { content: " → "; color: var(--quiet); }
        .new { margin: 0; padding-left: 1.1rem; }
        .signals { padding-left: 1.2rem; margin: .3rem 0; }
        .steps { margin: .3rem 0; padding-left: 1.1rem; border-left: 2px solid var(--line); list-style: none; }
        .steps li { margin: .45rem 0; position: relative; }
        .steps li::before { content: ""; position: absolute; left: -1.48rem; top: .5rem; width: .6rem; height: .6rem;
          border-radius: 50%; background: var(--line); }
        .steps .strong::before { background: var(--tone); }
        .steps .strong .what { font-weight: 600; }
        .tree { list-style: none; padding-left: 1.1rem; margin: .2rem 0; }
        section > .tree { padding-left: 0; }
        .tree li { padding: .12rem 0; }
        .tree .leaf { padding-left: 1rem; }
        summary { cursor: pointer; }
        article > details { margin-top: 1rem; }
        footer { margin-top: 2rem; color: var(--quiet); font-size: .85rem; }
        @media (max-width: 34rem) {
          body { padding: .6rem; }
          dl div { grid-template-columns: 1fr; gap: 0; padding: .3rem 0; }
          .tree { padding-left: .7rem; }
        }
        @media print { body { background: #fff; } details > * { display: block; } }
        """
}
