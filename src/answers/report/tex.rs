//! The same methods as a LaTeX document: headings, paragraphs and tables of the Markdown that we write ourselves.

/// A whole document that `pdflatex` and `tectonic` compile.
pub fn tex_of(markdown: &str) -> String {
    let mut out = String::from(
        "\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n\\usepackage{longtable}\n\
         \\usepackage[margin=2.5cm]{geometry}\n\\begin{document}\n",
    );
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            out += &format!("\\subsection*{{{}}}\n", words(title));
        } else if let Some(title) = line.strip_prefix("# ") {
            out += &format!("\\section*{{{}}}\n", words(title));
        } else if line.starts_with('|') {
            let aligned = lines.next().unwrap_or_default();
            let columns: String =
                cells(aligned).iter().map(|column| if column.ends_with(':') { 'r' } else { 'l' }).collect();
            out += &format!("\\begin{{longtable}}{{{columns}}}\n\\hline\n{}\\hline\n", row(line));
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                out += &row(line);
            }
            out += "\\hline\n\\end{longtable}\n";
        } else {
            out += &words(line);
            out.push('\n');
        }
    }
    out + "\\end{document}\n"
}

fn row(line: &str) -> String {
    let cells: Vec<String> = cells(line).iter().map(|cell| words(cell)).collect();
    format!("{} \\\\\n", cells.join(" & "))
}

/// The cells of a row of a table; an escaped line within one is part of it.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|');
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match (c, escaped) {
            ('|', false) => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            ('\\', false) => {
                escaped = true;
                continue;
            }
            ('|', true) => cell.push('|'),
            (c, true) => cell.extend(['\\', c]),
            (c, false) => cell.push(c),
        }
        escaped = false;
    }
    cells
}

/// Words with every character that LaTeX would take for a command made one that it prints; what is between backquotes is
/// code. Characters beyond Latin have no letter in the font: they are named by number.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Words of code, hashes above all, have no place where a line may end: every eighth letter is one.
    let (mut code, mut letters) = (false, 0);
    for c in text.chars() {
        letters = if code && c.is_alphanumeric() { letters + 1 } else { 0 };
        if letters > 0 && letters % 8 == 0 {
            out.push_str("\\allowbreak{}");
        }
        match c {
            '`' => {
                out.push_str(if code { "}" } else { "\\texttt{" });
                code = !code;
            }
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '“' => out.push_str("``"),
            '”' => out.push_str("''"),
            '‘' => out.push('`'),
            '’' => out.push('\''),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            '…' => out.push_str("\\ldots{}"),
            'κ' => out.push_str("$\\kappa$"),
            'α' => out.push_str("$\\alpha$"),
            '\u{a0}' => out.push('~'),
            ' '..='\u{17e}' => out.push(c),
            c => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
        }
    }
    if code { out + "}" } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_of_ours_is_latex() {
        let tex = tex_of("# A & b_c\n\nSaid “so” (`x_y`): 5 %.\n\n| a | n |\n|---|---:|\n| p\\|q | 3 |\n\nend\n");
        for part in [
            "\\section*{A \\& b\\_c}",
            "Said ``so'' (\\texttt{x\\_y}): 5 \\%.",
            "\\begin{longtable}{lr}",
            "p\\textbar{}q & 3 \\\\",
            "\nend\n\\end{document}\n",
        ] {
            assert!(tex.contains(part), "{part} is not in\n{tex}");
        }
        assert!(words("`0123456789abcdef`").contains("0123456\\allowbreak{}789abcde\\allowbreak{}f"));
        assert_eq!(words("💡\\"), "[U+1F4A1]\\textbackslash{}");
    }
}
