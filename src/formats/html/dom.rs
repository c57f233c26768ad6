//! A page as browsers build it, by html5ever: every element with its attributes, its children and its text. Bounded in
//! depth and number; does not know what tags mean.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
};

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document,
    tendril::{StrTendril, TendrilSink},
    tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
};

/// More elements no article has.
const ELEMENTS: usize = 500_000;
/// Nor so many within one another: the parser looks through all that are open at every tag.
const DEPTH: usize = 5_000;
/// Bytes that are parsed before the bounds are looked at again.
const PIECE: usize = 8 << 10;

/// A node of the page.
#[derive(Debug)]
pub(super) struct PageNode {
    pub(super) what: NodeKind,
    parent: Option<usize>,
    pub(super) children: Vec<usize>,
    depth: usize,
}

#[derive(Debug)]
pub(super) enum NodeKind {
    Document,
    /// The tag's name in lower case.
    Element(LocalName, Vec<Attribute>),
    Text(StrTendril),
    /// A comment, or what a template holds: not shown.
    Unseen,
}

/// The nodes; the first is the document.
pub(super) type Nodes = Vec<PageNode>;

/// Reads a page. `None`: it has more elements than any article, or more within one another.
pub(super) fn nodes(page: &str) -> Option<Nodes> {
    let sink = DomSink::default();
    sink.nodes.borrow_mut().push(PageNode { what: NodeKind::Document, parent: None, children: Vec::new(), depth: 0 });
    let mut parser = parse_document(sink, ParseOpts::default());
    let mut rest = page;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        parser.process(StrTendril::from_slice(piece));
        rest = after;
        let sink = &parser.tokenizer.sink.sink;
        if sink.nodes.borrow().len() > ELEMENTS || sink.deepest.get() > DEPTH {
            return None;
        }
    }
    Some(parser.finish())
}

#[derive(Default)]
struct DomSink {
    nodes: RefCell<Nodes>,
    deepest: Cell<usize>,
}

/// The name of an element, for the parser.
#[derive(Debug)]
struct ElementName(Namespace, LocalName);

impl ElemName for ElementName {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl DomSink {
    fn new_node(&self, what: NodeKind) -> NodeHandle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(PageNode { what, parent: None, children: Vec::new(), depth: 0 });
        NodeHandle { at: nodes.len() - 1, namespace: html5ever::ns!(html) }
    }

    /// Puts a child into a parent at a place among its children.
    fn insert(&self, parent: usize, place: usize, child: NodeOrText<NodeHandle>) {
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        let node = match child {
            NodeOrText::AppendNode(node) => node.at,
            NodeOrText::AppendText(text) => {
                // Text beside text is one.
                let before = place.checked_sub(1).map(|before| nodes[parent].children[before]);
                if let Some(before) = before
                    && let NodeKind::Text(there) = &mut nodes[before].what
                {
                    there.push_tendril(&text);
                    return;
                }
                nodes.push(PageNode { what: NodeKind::Text(text), parent: None, children: Vec::new(), depth });
                nodes.len() - 1
            }
        };
        nodes[node].parent = Some(parent);
        nodes[node].depth = depth;
        nodes[parent].children.insert(place, node);
        self.deepest.set(self.deepest.get().max(depth));
    }

    /// The parent of a node, and its place there.
    fn place(&self, node: usize) -> Option<(usize, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[node].parent?;
        // From the end: it is mostly the last.
        let place = nodes[parent].children.iter().rposition(|child| *child == node)?;
        Some((parent, place))
    }

    fn detach(&self, node: usize) {
        if let Some((parent, place)) = self.place(node) {
            let mut nodes = self.nodes.borrow_mut();
            nodes[parent].children.remove(place);
            nodes[node].parent = None;
        }
    }
}

/// A node, as the parser holds it.
#[derive(Debug, Clone)]
struct NodeHandle {
    at: usize,
    namespace: Namespace,
}

impl TreeSink for DomSink {
    type Handle = NodeHandle;
    type Output = Nodes;
    type ElemName<'a> = ElementName;

    fn finish(self) -> Nodes {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeHandle {
        NodeHandle { at: 0, namespace: html5ever::ns!(html) }
    }

    fn elem_name<'a>(&'a self, target: &'a NodeHandle) -> ElementName {
        let local = match &self.nodes.borrow()[target.at].what {
            NodeKind::Element(name, _) => name.clone(),
            _ => LocalName::default(),
        };
        ElementName(target.namespace.clone(), local)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeHandle {
        let handle = self.new_node(NodeKind::Element(name.local, attributes));
        NodeHandle { namespace: name.ns, ..handle }
    }

    fn create_comment(&self, _: StrTendril) -> NodeHandle {
        self.new_node(NodeKind::Unseen)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeHandle {
        self.new_node(NodeKind::Unseen)
    }

    fn append(&self, parent: &NodeHandle, child: NodeOrText<NodeHandle>) {
        let place = self.nodes.borrow()[parent.at].children.len();
        self.insert(parent.at, place, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeHandle, before: &NodeHandle, child: NodeOrText<NodeHandle>) {
        match self.place(element.at) {
            Some(_) => self.append_before_sibling(element, child),
            None => self.append(before, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is not shown: it goes where nobody looks.
    fn get_template_contents(&self, _: &NodeHandle) -> NodeHandle {
        self.new_node(NodeKind::Unseen)
    }

    fn same_node(&self, one: &NodeHandle, other: &NodeHandle) -> bool {
        one.at == other.at
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeHandle, child: NodeOrText<NodeHandle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.at);
        }
        if let Some((parent, place)) = self.place(sibling.at) {
            self.insert(parent, place, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeHandle, attributes: Vec<Attribute>) {
        if let NodeKind::Element(_, there) = &mut self.nodes.borrow_mut()[target.at].what {
            let new = attributes.into_iter().filter(|new| !there.iter().any(|old| old.name == new.name));
            let new: Vec<Attribute> = new.collect();
            there.extend(new);
        }
    }

    fn remove_from_parent(&self, target: &NodeHandle) {
        self.detach(target.at);
    }

    fn reparent_children(&self, node: &NodeHandle, new_parent: &NodeHandle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.at].children);
        let depth = nodes[new_parent.at].depth + 1;
        for child in &children {
            nodes[*child].parent = Some(new_parent.at);
            nodes[*child].depth = depth;
        }
        nodes[new_parent.at].children.extend(children);
    }
}
