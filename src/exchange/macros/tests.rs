//! What is made of macros.

use super::*;

fn told(text: &str, dialect: Dialect) -> String {
    let tell = |(_, piece): (usize, Piece)| match piece {
        Piece::Text(words) => words,
        Piece::Link { words, target } => format!("<{words}={target}>"),
        Piece::Comment(words) => format!("#{words}#"),
        Piece::Code { words, .. } => format!("!{words}!"),
    };
    pieces(text, dialect).into_iter().map(tell).collect()
}

#[test]
fn links_in_all_their_forms() {
    let check = |text: &str, expect: &str| assert_eq!(told(text, Dialect::Unknown), expect);
    check("[[a]] [[a b->c]] [[c<-a]] [[a|c]]", "<a=a> <a b=c> <a=c> <a=c>");
    check("[[x->y->z]]", "<x->y=z>");
    check("[[a|b][$x = 1]]", "<a=b>!$x = 1!");
    check("<<link \"Say >> sorry\" \"mend\">><</link>>", "<Say >> sorry=mend>");
    check("<<button [[Go|there]]>><</button>>", "<Go=there>");
    check("(link-goto: \"Say sorry\", \"mend\")", "<Say sorry=mend>");
    check("[[never closed", "[[never closed");
}

#[test]
fn what_would_be_run_is_told_apart() {
    let check = |text: &str, dialect: Dialect, expect: &str| assert_eq!(told(text, dialect), expect);
    check(
        "(set: $a to (either: 1, 2))Hi (if: $a > 1)[so [[go]] on]!",
        Dialect::Harlowe,
        "!(set: $a to (either: 1, 2))!Hi !(if: $a > 1)!so <go=go> on!",
    );
    check("(if: $a)[[[go]]]", Dialect::Harlowe, "!(if: $a)!<go=go>");
    check(
        "a |spot>[clearing] and [words]<sign| and [sighs] (click: ?spot)[[so]], a | b",
        Dialect::Harlowe,
        "a clearing and words and sighs !(click: ?spot)!<so=so>, a | b",
    );
    check("I (myself: me) said", Dialect::Unknown, "I (myself: me) said");
    check(
        "<<set $a to 1>>Hi $name, $40 <<if $a>>x<</if>>",
        Dialect::SugarCube,
        "!<<set $a to 1>>!Hi !$name!…, $40 !<<if $a>>!x",
    );
    check(
        "a: 1\n--\nHi {a}, {name}\n[if a]\nx",
        Dialect::Chapbook,
        "!a: 1\n!Hi !{a}!, {name}\n![if a]!\nx",
    );
    check(
        "<% s.x = 1 %><b>Hi</b><br>there<!-- note -->",
        Dialect::Snowman,
        "!<% s.x = 1 %>!Hi\nthere#note#",
    );
    // What a script would say leaves a gap in its sentence; a line of its own is somebody else's.
    check(
        "<%= header() %>\nYou find <%= s.chest %>. <% s.x = 1 %>Yes",
        Dialect::Snowman,
        "!<%= header() %>!\nYou find !<%= s.chest %>!…. !<% s.x = 1 %>!Yes",
    );
    check(
        "It costs <<print $price>> and <<= $more>>.",
        Dialect::SugarCube,
        "It costs !<<print $price>>!… and !<<= $more>>!….",
    );
    check("It costs (print: $a).", Dialect::Harlowe, "It costs !(print: $a)!….");
    check("''b'' //i// http://x **s**", Dialect::Unknown, "b i http://x s");
    check(
        "<script>alert(1)</script>x < y",
        Dialect::Unknown,
        "!<script>alert(1)</script>!x < y",
    );
}
