//! The neutral form of both parsers' trees, and where two of them differ.

use std::fmt;

/// A part of the text: line and column in UTF-8 bytes of its first byte, and of the byte after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: (u32, u32),
    pub end: (u32, u32),
}

/// A text by lines and columns.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        let after_newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_newlines).collect() }
    }

    /// The line and column of a byte.
    pub fn place(&self, at: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= at);
        (line as u32, (at - self.starts[line - 1]) as u32)
    }

    /// What stands between two places; nothing if there are no such places.
    pub fn between(&self, from: (u32, u32), to: (u32, u32)) -> &'t str {
        let offset = |(line, col): (u32, u32)| Some(self.starts.get(line as usize - 1)? + col as usize);
        let text = || self.text.get(offset(from)?..offset(to)?);
        text().unwrap_or_default()
    }

    /// What stands from a place on.
    pub fn from(&self, from: (u32, u32)) -> &'t str {
        self.between(from, self.place(self.text.len()))
    }
}

/// A node of the ASDL.
#[derive(Debug, PartialEq, Eq)]
pub struct Node {
    /// The ASDL's name.
    pub kind: &'static str,
    /// Where it is; `None` where the ASDL has no position, or rustpython's tree has none.
    pub span: Option<Span>,
    /// Names, operators and constants, each behind the name of its field.
    pub values: Vec<(&'static str, String)>,
    /// The children, each with the name of its field.
    pub children: Vec<(&'static str, Self)>,
}

impl Node {
    pub fn new(kind: &'static str, span: Option<Span>) -> Self {
        Self { kind, span, values: Vec::new(), children: Vec::new() }
    }

    pub fn value(mut self, field: &'static str, value: impl Into<String>) -> Self {
        self.values.push((field, value.into()));
        self
    }

    pub fn values(self, field: &'static str, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        values.into_iter().fold(self, |node, value| node.value(field, value))
    }

    pub fn children(mut self, field: &'static str, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(|child| (field, child)));
        self
    }

    pub fn child(self, field: &'static str, child: Self) -> Self {
        self.children(field, [child])
    }
}

/// The nodes that a comparison is at, outermost first, each with the field that it is in.
pub type Path<'n> = Vec<(&'static str, &'n Node)>;

/// How two nodes at one place differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// One is another node than the other, or has other children.
    Shape,
    /// Names, operators or constants.
    Values,
    /// Positions.
    Span,
}

/// One difference, with our nodes from the module down to it.
pub struct Difference<'n> {
    pub path: Path<'n>,
    pub ours: &'n Node,
    pub theirs: &'n Node,
    pub what: What,
}

impl Difference<'_> {
    /// The field that the nodes are in.
    pub fn field(&self) -> &'static str {
        self.path.last().map_or("", |(field, _)| field)
    }

    /// The kind of the node around them.
    pub fn parent(&self) -> &'static str {
        self.path.iter().rev().nth(1).map_or("Module", |(_, node)| node.kind)
    }

    /// The outermost f-string around them.
    pub fn f_string(&self) -> Option<&Node> {
        let (_, around) = self.path.split_last()?;
        around.iter().map(|(_, node)| *node).find(|node| node.kind == "JoinedStr")
    }
}

impl fmt::Display for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (field, node) in &self.path {
            write!(f, ".{field}:{}", node.kind)?;
        }
        for (name, node) in [("ours", self.ours), ("rustpython's", self.theirs)] {
            let fields: Vec<_> = node.children.iter().map(|(field, child)| format!("{field}:{}", child.kind)).collect();
            write!(f, "\n    {name}: {} {:?} {:?} {fields:?}", node.kind, node.span, node.values)?;
        }
        Ok(())
    }
}

/// Calls `found` for every place where the trees differ, and returns how many nodes were compared. Children are
/// compared if there are as many, in the same fields.
pub fn compare<'n>(
    ours: &'n Node,
    theirs: &'n Node,
    path: &mut Path<'n>,
    found: &mut impl FnMut(&Difference<'_>),
) -> usize {
    let mut report = |path: &Path<'n>, what| found(&Difference { path: path.clone(), ours, theirs, what });
    let fields = |node: &Node| node.children.iter().map(|(field, _)| *field).collect::<Vec<_>>();
    if ours.kind != theirs.kind || fields(ours) != fields(theirs) {
        report(path, What::Shape);
        return 1;
    }
    if ours.values != theirs.values {
        report(path, What::Values);
    }
    if ours.span != theirs.span {
        report(path, What::Span);
    }
    let mut nodes = 1;
    for ((field, our_child), (_, their_child)) in ours.children.iter().zip(&theirs.children) {
        path.push((field, our_child));
        nodes += compare(our_child, their_child, path, found);
        path.pop();
    }
    nodes
}
