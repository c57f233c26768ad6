//! Where the article is on a page: what `articleBody` or JSON-LD name, else the element that holds most of its running
//! text (paragraphs with commas, few links), near the page's title. What stands beside
//! the story is taken out. Does not write it down.

use std::collections::HashSet;

use super::{
    beside::{
        are_teasers, asks_consent, holds_story, is_apparatus, is_article_body, is_beside, is_long_beside, is_never,
        last_within,
    },
    tree::{Child, Tree, is_inline},
    weight::{LINKS, PARAGRAPH, Weight, share, weigh},
};

/// The pieces of one story lie at most so many elements below the one that holds them all.
const PIECES_WITHIN: usize = 4;
/// A text that JSON-LD gives tells where the story is if it has so many characters.
const TOLD: usize = 200;
/// Another article of the page has so much running text at least; a teaser has less.
const ANOTHER: usize = 80;
/// So many boxes without which nothing is left are found; what lies within them is not taken apart further.
const KEPT: usize = 8;
/// A page that shows so many stories at least, and hardly anything else, is none of them.
const FRONT: usize = 5;
/// An article with less of a hundred characters of the running text of its page is looked at.
pub const LITTLE: u8 = 25;

/// The article's elements, in the order of the page, and which elements of the page are taken out.
pub struct MainText {
    pub elements: Vec<usize>,
    pub out: Vec<bool>,
    /// The heading that is the title, which is not part of the text.
    pub title: Option<usize>,
    /// Of a hundred characters of running text that the page shows, consent and comments aside, so many are the article's.
    pub share: u8,
    /// Whole articles of the page that are in this text, and that are not.
    pub articles: (usize, usize),
    /// Stories of which the page shows a teaser each, if they are most of it; else 0.
    pub teasers: usize,
}

impl MainText {
    /// `titles`: what the page says that its story is called; `body`: how it begins, as far as the page tells programs.
    /// `None`: the page has no text at all.
    pub fn find(tree: &Tree, titles: &[String], body: &str) -> Option<Self> {
        let (mut out, lists) = taken_out(tree, titles);
        // What is within what is taken out is out as well.
        for at in 1..out.len() {
            out[at] |= out[tree.elements[at].parent];
        }
        let weights = weigh(tree, &out);
        let title = title_at(tree, titles, &out);
        let search = Search { tree, out: &out, weights: &weights, title };
        let top = search.told(body).or_else(|| search.body()).or_else(|| search.best())?;
        let mut elements = search.leads(top);
        elements.extend(search.pieces(top));
        let good: usize = elements.iter().map(|at| weights[*at].good).sum();
        let share = (good * 100).checked_div(weights[0].good).unwrap_or(100).min(100) as u8;
        let articles = search.articles(&elements, good);
        let within = |at: usize| tree.around(at).any(|around| elements.contains(&around));
        let shown: usize = lists.iter().filter(|list| within(list.at)).map(|list| weights[list.at].good).sum();
        let stories: usize = lists.iter().map(|list| list.stories).sum();
        let teasers = match stories + articles.1 {
            // What was taken is teasers, or they are all around something short.
            stories @ FRONT.. if shown * 2 > good || share < LITTLE => stories,
            _ => 0,
        };
        clean(tree, &elements, &weights, &mut out);
        Some(Self { elements, out, title, share, articles, teasers })
    }
}

/// A list of teasers, which is in no other, and of how many stories.
struct TeaserList {
    at: usize,
    stories: usize,
}

/// What is not the story: never shown as text, boxes that ask, what is named as something else, lists of teasers; and
/// those lists.
fn taken_out(tree: &Tree, titles: &[String]) -> (Vec<bool>, Vec<TeaserList>) {
    let mut out: Vec<bool> = tree.elements.iter().map(|one| is_never(one) || one.hidden).collect();
    let all = weigh(tree, &out);
    let title = title_at(tree, titles, &out);
    let consent: Vec<usize> = (0..out.len()).filter(|at| !out[*at] && asks_consent(&tree.elements[*at])).collect();
    take(tree, &mut out, &consent);
    let first = weigh(tree, &out);
    // A list of teasers, unless it is all there is.
    let teasers =
        (0..out.len()).filter(|at| !out[*at] && first[*at].good > 0 && is_teaser_list(tree, *at, title, &first));
    let teasers: Vec<usize> = teasers.collect();
    let outermost = teasers.iter().filter(|at| !tree.around(**at).skip(1).any(|around| teasers.contains(&around)));
    let stories = |at: usize| element_children(tree, at).filter(|child| first[*child].good > 0).count();
    let lists = outermost.map(|at| TeaserList { at: *at, stories: stories(*at) }).collect();
    take(tree, &mut out, &teasers);
    let first = weigh(tree, &out);
    for at in 0..out.len() {
        if out[at] || around_is_out(tree, &out, at) {
            continue;
        }
        let element = &tree.elements[at];
        let whole = matches!(element.tag.as_str(), "" | "html" | "body" | "main" | "article");
        let most = first[at].good * 2 > first[0].good;
        let has_title = title.is_some_and(|title| (at..=last_within(tree, at)).contains(&title));
        let beside = match element.tag.as_str() {
            "aside" => !most || !holds_story(element) && first[at].good < first[0].good,
            // A site's; one of a story may hold its first sentence.
            "header" => !has_title && !most && !tree.around(at).skip(1).any(|at| tree.elements[at].tag == "article"),
            // Words within a sentence are never taken out of it, whatever they are called.
            tag if is_inline(tag) && tree.elements[element.parent].tag == "p" => false,
            _ => is_beside(element) && !whole && (!most || is_long_beside(element) && !has_title),
        };
        // Whatever it is called, it is not taken out if nothing is left.
        let rest = first[0].good.saturating_sub(first[at].good);
        out[at] = beside && (rest > 0 || first[at].good == 0);
        if element.tag == "header" && !out[at] {
            headings_and_bylines(tree, at, &mut out);
        }
    }
    if weigh(tree, &out)[0].good == 0 && all[0].good > 0 {
        // Nothing is left: whatever it is called, it is the story.
        return (tree.elements.iter().map(|one| is_never(one) || one.hidden).collect(), lists);
    }
    (out, lists)
}

/// Takes elements out, but for those without which nothing is left.
fn take(tree: &Tree, out: &mut [bool], elements: &[usize]) {
    let mut rest: Vec<usize> = elements.iter().copied().filter(|at| !out[*at]).collect();
    for _ in 0..KEPT {
        if rest.is_empty() {
            return;
        }
        let leaves = |count: usize| {
            let mut tried = out.to_vec();
            rest[..count].iter().for_each(|at| tried[*at] = true);
            weigh(tree, &tried)[0].good > 0
        };
        // Mostly all can go. Else as many as can, without the one that cannot, and on behind it.
        let (mut some, mut most) = if leaves(rest.len()) { (rest.len(), rest.len()) } else { (0, rest.len() - 1) };
        while some < most {
            let count = (some + most).div_ceil(2);
            if leaves(count) {
                some = count;
            } else {
                most = count - 1;
            }
        }
        rest[..some].iter().for_each(|at| out[*at] = true);
        rest.drain(..(some + 1).min(rest.len()));
    }
}

fn around_is_out(tree: &Tree, out: &[bool], at: usize) -> bool {
    at > 0 && out[tree.elements[at].parent]
}

/// Within a story's header only paragraphs are its text, not the author's name and the day.
fn headings_and_bylines(tree: &Tree, header: usize, out: &mut [bool]) {
    let last = last_within(tree, header);
    for (at, gone) in out.iter_mut().enumerate().take(last + 1).skip(header + 1) {
        let element = &tree.elements[at];
        let leaf = !element
            .children
            .iter()
            .any(|child| matches!(child, Child::Element(inner) if !is_inline(&tree.elements[*inner].tag)));
        if leaf
            && !is_inline(&element.tag)
            && (element.tag != "p" || tree.text(at).trim().chars().count() < 2 * PARAGRAPH)
        {
            *gone = true;
        }
    }
}

fn is_teaser_list(tree: &Tree, at: usize, title: Option<usize>, weights: &[Weight]) -> bool {
    let children: Vec<usize> = element_children(tree, at).filter(|child| weights[*child].chars > 0).collect();
    let last = last_within(tree, at);
    let has_title = title.is_some_and(|title| (at..=last).contains(&title));
    // Sections of one long story have paragraphs of their own; teasers have one or two.
    let short = || children.iter().all(|child| weights[*child].good < 600);
    !has_title && are_teasers(tree, &children) && short()
}

fn element_children(tree: &Tree, at: usize) -> impl Iterator<Item = usize> {
    tree.elements[at].children.iter().filter_map(|child| match child {
        Child::Element(inner) => Some(*inner),
        Child::Text(_) => None,
    })
}

/// The heading that says what the story is called.
fn title_at(tree: &Tree, titles: &[String], out: &[bool]) -> Option<usize> {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let titles: Vec<String> = titles.iter().map(|title| plain(title)).filter(|title| title.len() > 8).collect();
    let headings = || (0..out.len()).filter(|at| matches!(tree.elements[*at].tag.as_str(), "h1" | "h2" | "h3"));
    let says = |at: &usize| {
        let heading = plain(&tree.text(*at));
        heading.len() > 8
            && titles.iter().any(|title| title.starts_with(&heading) || heading.starts_with(title.as_str()))
    };
    let ranked =
        |tag: &str| headings().filter(says).find(|at| tree.elements[*at].tag == tag && !tree.elements[*at].hidden);
    let only = || {
        let mut first = headings().filter(|at| tree.elements[*at].tag == "h1" && !tree.elements[*at].hidden);
        first.next().filter(|_| first.next().is_none())
    };
    ranked("h1").or_else(|| ranked("h2")).or_else(|| ranked("h3")).or_else(only)
}

/// The search for the element that holds the story.
struct Search<'t> {
    tree: &'t Tree,
    out: &'t [bool],
    weights: &'t [Weight],
    title: Option<usize>,
}

impl Search<'_> {
    fn shown(&self) -> impl Iterator<Item = usize> {
        (0..self.out.len()).filter(|at| self.weights[*at].good > 0 && !self.out[*at])
    }

    /// The element around the paragraphs that a text has, as JSON-LD gives it.
    fn told(&self, body: &str) -> Option<usize> {
        let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let body = plain(body);
        if body.len() < TOLD {
            return None;
        }
        let blocks = self.shown().filter(|at| {
            let blocks = element_children(self.tree, *at).any(|inner| !is_inline(&self.tree.elements[inner].tag));
            !blocks && !is_inline(&self.tree.elements[*at].tag)
        });
        let told = |at: &usize| {
            let text = plain(&self.tree.text(*at));
            let begins: String = text.chars().take(80).collect();
            begins.chars().count() >= PARAGRAPH && body.contains(&begins)
        };
        let told: Vec<usize> = blocks.filter(told).collect();
        let chars: usize = told.iter().map(|at| self.weights[*at].chars).sum();
        // Half of what is told is found on the page: the rest may be a caption, or cut otherwise.
        let (first, last) = (*told.first()?, *told.last()?);
        let common: HashSet<usize> = self.tree.around(last).collect();
        let around = self.tree.around(first).skip(usize::from(told.len() > 1)).find(|at| common.contains(at))?;
        let whole = matches!(self.tree.elements[around].tag.as_str(), "" | "html" | "body");
        (chars * 2 >= body.len() && !whole && told.len() > 1).then_some(around)
    }

    /// What says of itself that it is the body of the article; of several the one below the title.
    fn body(&self) -> Option<usize> {
        let bodies: Vec<usize> = self.shown().filter(|at| is_article_body(&self.tree.elements[*at])).collect();
        let after = self.title.and_then(|title| {
            let own =
                bodies.iter().filter(|at| **at > title || last_within(self.tree, **at) >= title).collect::<Vec<_>>();
            own.first().copied().copied().filter(|at| self.weights[*at].good > 200)
        });
        after.or_else(|| bodies.into_iter().max_by_key(|at| (self.weights[*at].good, std::cmp::Reverse(*at))))
    }

    /// The element that weighs most.
    fn best(&self) -> Option<usize> {
        let Self { tree, weights, .. } = *self;
        let score = |at: usize| {
            let element = &tree.elements[at];
            let holds = if holds_story(element) { 0.25 } else { 0.0 };
            let tag = match element.tag.as_str() {
                "article" => 1.5,
                "main" | "div" | "section" | "td" | "aside" | "header" => 1.0,
                _ => 0.75,
            };
            // What stands before the title, or long after it, is another story.
            let place = match self.title {
                Some(title) if last_within(tree, at) < title => 0.5,
                Some(_) | None => 1.0,
            };
            weights[at].score * (1.0 - share(weights[at])) * tag * (1.0 + holds) * place
        };
        let found = self.shown().max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        let mut found = found.map(|at| self.nearer_the_title(at, &score));
        // A story in several pieces: the nearest element around them that holds clearly more.
        while let Some(at) = found {
            let around = tree.around(at).skip(1).take(PIECES_WITHIN);
            let mut inside = around.take_while(|at| !matches!(tree.elements[*at].tag.as_str(), "" | "body" | "html"));
            let more = |around: &usize| {
                weights[*around].good * 5 > weights[at].good * 6
                    && share(weights[*around]) < 0.25
                    && !self.joins_stories(*around, at)
            };
            match inside.find(more) {
                Some(around) => found = Some(around),
                None => break,
            }
        }
        let found = found.map(|at| self.around_table(at));
        // A page without one good paragraph: all of it.
        found.or_else(|| (weights[0].chars > 0).then_some(0))
    }

    /// A table is a story only with what its article says above and below it.
    fn around_table(&self, found: usize) -> usize {
        let tag = |at: usize| self.tree.elements[at].tag.as_str();
        if !matches!(tag(found), "table" | "tbody" | "tr") {
            return found;
        }
        let article = |at: &usize| {
            let story = tag(*at) == "article" || tag(*at) == "div" && holds_story(&self.tree.elements[*at]);
            story && share(self.weights[*at]) < 0.25 && !self.joins_stories(*at, found)
        };
        self.tree.around(found).skip(1).take(PIECES_WITHIN).find(article).unwrap_or(found)
    }

    /// Of several stories on a page the one below the title, if it is of any weight.
    fn nearer_the_title(&self, found: usize, score: &dyn Fn(usize) -> f64) -> usize {
        let Some(title) = self.title else { return found };
        if (found..=last_within(self.tree, found)).contains(&title) {
            return found;
        }
        let article = self.tree.around(title).find(|at| self.tree.elements[*at].tag == "article");
        let Some(article) = article.filter(|at| !(*at..=last_within(self.tree, *at)).contains(&found)) else {
            return found;
        };
        let inside =
            (article..=last_within(self.tree, article)).filter(|at| self.weights[*at].good > 0 && !self.out[*at]);
        let best = inside.max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        best.filter(|at| self.weights[*at].good > 200).unwrap_or(found)
    }

    /// Whether an element holds another story than the one found.
    fn joins_stories(&self, around: usize, found: usize) -> bool {
        let inside = around..=last_within(self.tree, around);
        let own = found..=last_within(self.tree, found);
        // Some write the headings of sections so.
        let is_h1 = |at: &usize| self.tree.elements[*at].tag == "h1" && self.title != Some(*at);
        let sections = own.clone().any(|at| is_h1(&at));
        let others = inside.filter(|at| !own.contains(at) && !self.out[*at]);
        let mut stories = others.filter(|at| {
            let tag = self.tree.elements[*at].tag.as_str();
            (is_h1(at) && !sections && self.title.is_some())
                || (tag == "article"
                    && self.weights[*at].good > 0
                    && !(*at..=last_within(self.tree, *at)).contains(&found))
        });
        stories.next().is_some()
    }

    /// The element found, and those beside it that go on with the story: of the same kind, or paragraphs by themselves.
    fn pieces(&self, top: usize) -> Vec<usize> {
        let Self { tree, weights, .. } = *self;
        let parent = tree.elements[top].parent;
        if matches!(tree.elements[top].tag.as_str(), "" | "html" | "body" | "article" | "main") {
            return vec![top];
        }
        let kind = |at: usize| {
            (tree.elements[at].tag.as_str(), tree.elements[at].names.split_whitespace().next().unwrap_or(""))
        };
        let goes_on = |at: usize| {
            let weight = weights[at];
            let tag = tree.elements[at].tag.as_str();
            let text = matches!(tag, "p" | "blockquote" | "pre") && weight.good >= 80;
            let same = kind(at) == kind(top) && !kind(top).1.is_empty() && weight.good > 0;
            let heavy = weight.score >= (weights[top].score * 0.2).max(10.0) && !matches!(tag, "article" | "aside");
            share(weight) < 0.25 && (text || same || heavy)
        };
        let shown = element_children(tree, parent).filter(|at| !self.out[*at]);
        let before = |at: usize| at < top && self.title.is_none_or(|title| at < title);
        shown.filter(|at| *at == top || (!before(*at) && goes_on(*at))).collect()
    }

    /// How many articles that stand side by side are within the elements taken, whose running text is `good`, and how many
    /// are not. An article within another is a part of it, or a comment.
    fn articles(&self, taken: &[usize], good: usize) -> (usize, usize) {
        let Self { tree, weights, .. } = *self;
        let is_article = |at: &usize| tree.elements[*at].tag == "article";
        let is_one = |at: &usize| {
            let weight = weights[*at];
            is_article(at) && weight.good >= ANOTHER && weight.good * 3 >= good && share(weight) < LINKS
        };
        let outermost = |at: &usize| !tree.around(*at).skip(1).any(|around| is_article(&around));
        let within = |at: usize, outer: usize| tree.around(at).any(|around| around == outer);
        let (mut inside, mut beside) = (0, 0);
        for at in self.shown().filter(is_one).filter(outermost) {
            if taken.iter().any(|top| *top != at && within(at, *top)) {
                inside += 1;
            } else if !taken.iter().any(|top| within(*top, at)) {
                beside += 1;
            }
        }
        (inside, beside)
    }

    /// Paragraphs between the title and the story: its first sentence stands alone on many pages.
    fn leads(&self, top: usize) -> Vec<usize> {
        let Some(title) = self.title.filter(|title| *title < top) else { return Vec::new() };
        let mut leads = Vec::new();
        let mut at = title;
        while at < top {
            at += 1;
            let element = &self.tree.elements[at];
            let around_top = (at..=last_within(self.tree, at)).contains(&top);
            if self.out[at] {
                at = last_within(self.tree, at);
            } else if !around_top && at < top && element.parent != self.tree.elements[top].parent {
                let weight = self.weights[at];
                let named = [
                    "lead",
                    "summary",
                    "sinopsis",
                    "teras",
                    "standfirst",
                    "excerpt",
                    "intro",
                    "subtitle",
                    "deck",
                    "dek",
                    "description",
                    "sapo",
                ];
                let lead = element.names.split(|c: char| !c.is_alphanumeric()).any(|word| named.contains(&word));
                let paragraph = element.tag == "p" || (lead && !is_inline(&element.tag));
                if paragraph && weight.good >= 2 * PARAGRAPH && share(weight) < 0.25 {
                    leads.push(at);
                    at = last_within(self.tree, at);
                }
            }
        }
        leads
    }
}

/// Whether a list stands in an item of a list of the story: it goes with that.
fn in_item(tree: &Tree, at: usize, top: usize) -> bool {
    let is_list = matches!(tree.elements[at].tag.as_str(), "ul" | "ol" | "dl");
    is_list && tree.around(at).skip(1).take_while(|around| *around != top).any(|at| tree.elements[at].tag == "li")
}

/// Takes out what leads away from within the story: lists of links, boxes without a sentence.
fn clean(tree: &Tree, elements: &[usize], weights: &[Weight], out: &mut [bool]) {
    for &top in elements {
        for at in top + 1..=last_within(tree, top) {
            let weight = weights[at];
            let most = match tree.elements[at].tag.as_str() {
                "div" | "section" | "aside" | "table" | "nav" => LINKS,
                "ul" | "ol" | "dl" => 0.8,
                _ => continue,
            };
            let kept = is_apparatus(&tree.elements[at]) || in_item(tree, at, top);
            if !kept && weight.chars > 0 && share(weight) > most && weight.good * 2 < weight.chars {
                out[at] = true;
            }
        }
    }
}
