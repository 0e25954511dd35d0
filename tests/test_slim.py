"""Scripts are served without what only their readers need, and do the same."""

from __future__ import annotations

from django.conf import settings

from frontend.slim import slim

SCRIPTS = sorted((settings.BASE_DIR / "frontend/static/js").rglob("*.js"))


def test_comments_on_lines_of_their_own_and_indentation_go_and_nothing_else() -> None:
    source = """/**
 * What it is for.
 */

import { a } from "./a.js";

/** One line. */
export function b() {
  // Why it is so.
  const address = "https://example.org"; // said in passing
  return /\\/\\*/.test(a) ? address : "/* not a comment */";
}
"""
    assert slim(source) == (
        'import { a } from "./a.js";\n'
        "export function b() {\n"
        'const address = "https://example.org"; // said in passing\n'
        'return /\\/\\*/.test(a) ? address : "/* not a comment */";\n'
        "}\n"
    )


def test_what_stands_between_two_comments_stays() -> None:
    assert slim("/* a */ .x { color: red; }\n/* b\n   c */\n  .y { top: 0; }\n") == (
        "/* a */ .x { color: red; }\n.y { top: 0; }\n"
    )


def test_no_text_of_our_scripts_and_no_comment_behind_code_runs_over_several_lines() -> None:
    assert len(SCRIPTS) > 50
    open_ended = [
        f"{script.name}:{n}"
        for script in SCRIPTS
        for n, line in enumerate(script.read_text(encoding="utf-8").splitlines(), 1)
        if line.count("`") % 2 or line.endswith("\\") or _opens_a_comment_behind_code(line)
    ]
    assert open_ended == []


def _opens_a_comment_behind_code(line: str) -> bool:
    # The end of such a comment could stand on a line that looks like a comment of its own.
    code, opened, comment = line.partition("/*")
    return bool(opened and code.strip() and "//" not in code and "*/" not in comment)
