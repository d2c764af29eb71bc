"""How the chat page looks, and the small script that brings a highlight into view."""

CSS = """
#readout_panel { max-height: 70vh; overflow-y: auto !important; line-height: 1.55; }
#readout_panel .facts { color: var(--body-text-color-subdued); font-size: .9em; }
#readout_panel .sample { border-left: 3px solid #c77700; padding-left: .6em; font-size: .9em; }
#readout_panel mark { border-radius: 3px; padding: .05em .15em; color: #111; }
#readout_panel mark.cited { background: #fff3c4; }
#readout_panel mark.chosen { background: #ffd54a; outline: 2px solid #c77700; }
#readout_panel sup { font-size: .75em; margin-left: .15em; }
"""

SCROLL = """() => requestAnimationFrame(() => requestAnimationFrame(() => {
  const mark = document.querySelector('#readout_panel mark.chosen');
  if (mark) mark.scrollIntoView({block: 'center'});
}))"""
