//! Draws who codes which article: strata in proportion, near copies of a story with one person, a share of the stories
//! at random for two people, so that what they agree in tells of all. Pure, and the same for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, ArticleMeta, Assignment, Assignments, Portion, Random, SamplingDraw, SetId, Stratum};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    pub to: BTreeSet<SetId>,
    /// So many of a hundred stories for two people.
    pub double: u8,
    pub by: Vec<Stratum>,
    /// So many stories for everybody.
    pub training: usize,
    pub seed: u64,
    /// Whose unfinished articles are handed on to the others; those of nobody else are touched.
    pub release: Option<SetId>,
}

/// An article that may be assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignable {
    pub id: ArticleId,
    /// The first near copy of its story.
    pub story: ArticleId,
    /// What its strata are, in the order in which they are asked for.
    pub stratum: Vec<String>,
    /// Whether whoever hands on has finished it.
    pub finished: bool,
}

/// Why nothing can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadDraw {
    /// Nobody to draw for.
    Nobody,
    /// Two people are needed for articles that two code.
    OnePerson,
    Share,
    /// Whoever hands on is among those who take over.
    ReleasedIsNamed,
}

/// What an article is of each stratum.
pub fn strata_of(meta: &ArticleMeta, by: &[Stratum]) -> Vec<String> {
    let date = meta.date.map(|date| date.to_string()).unwrap_or_default();
    let of = |stratum: &Stratum| match stratum {
        Stratum::Source => meta.source.clone(),
        Stratum::Month => date.get(..7).unwrap_or_default().to_owned(),
        Stratum::Year => date.get(..4).unwrap_or_default().to_owned(),
    };
    by.iter().map(of).collect()
}

/// The assignments after a draw. What is assigned stays, but for what is handed on.
pub fn assign(there: &Assignments, articles: &[Assignable], draw: &Draw) -> Result<Assignments, BadDraw> {
    let people: Vec<SetId> = draw.to.iter().cloned().collect();
    if people.is_empty() {
        return Err(BadDraw::Nobody);
    }
    if draw.double > 100 {
        return Err(BadDraw::Share);
    }
    if draw.double > 0 && people.len() < 2 {
        return Err(BadDraw::OnePerson);
    }
    if draw.release.as_ref().is_some_and(|released| draw.to.contains(released)) {
        return Err(BadDraw::ReleasedIsNamed);
    }
    let mut after = there.clone();
    let mut load: Load = people.iter().map(|person| (person.clone(), 0)).collect();
    for assigned in there.articles.values() {
        for person in &assigned.to {
            load.entry(person.clone()).and_modify(|load| *load += 1);
        }
    }
    let mut drawn = match &draw.release {
        Some(released) => hand_on(&mut after, articles, released, &people, &mut load, draw.seed),
        None => BTreeSet::new(),
    };
    if draw.release.is_none() {
        drawn = draw_new(&mut after, articles, draw, &people, &mut load);
    }
    let stories: BTreeSet<&ArticleId> =
        articles.iter().filter(|article| drawn.contains(&article.id)).map(|article| &article.story).collect();
    if !drawn.is_empty() {
        after.drawings.push(SamplingDraw {
            seed: draw.seed,
            to: draw.to.clone(),
            double: if draw.release.is_some() { 0 } else { draw.double },
            by: draw.by.clone(),
            training: if draw.release.is_some() { 0 } else { draw.training },
            release: draw.release.clone(),
            articles: drawn.len(),
            stories: stories.len(),
        });
    }
    Ok(after)
}

/// The articles of a story that are not assigned yet.
type Story<'a> = Vec<&'a Assignable>;

/// How many articles each person has.
type Load = BTreeMap<SetId, usize>;

fn draw_new(
    after: &mut Assignments,
    articles: &[Assignable],
    draw: &Draw,
    people: &[SetId],
    load: &mut Load,
) -> BTreeSet<ArticleId> {
    let mut drawn = BTreeSet::new();
    let assigned = |article: &Assignable| Some((article.story.clone(), after.articles.get(&article.id)?.clone()));
    let known: BTreeMap<ArticleId, Assignment> = articles.iter().filter_map(assigned).collect();
    // A story is of the stratum of its first article, wherever its copies appeared.
    let mut stratum_of: BTreeMap<&ArticleId, &[String]> = BTreeMap::new();
    for article in articles {
        let stratum = stratum_of.entry(&article.story).or_insert(&article.stratum);
        if article.id == article.story {
            *stratum = &article.stratum;
        }
    }
    let mut strata: BTreeMap<&[String], BTreeMap<&ArticleId, Story<'_>>> = BTreeMap::new();
    for article in articles {
        if after.articles.contains_key(&article.id) {
            continue;
        }
        // A copy of a story that somebody has already goes to the same people.
        if let Some(assigned) = known.get(&article.story) {
            assigned.to.iter().for_each(|person| *load.entry(person.clone()).or_default() += 1);
            after.articles.insert(article.id.clone(), assigned.clone());
            drawn.insert(article.id.clone());
            continue;
        }
        strata.entry(stratum_of[&article.story]).or_default().entry(&article.story).or_default().push(article);
    }
    let mut random = Random(draw.seed ^ 0x5eed);
    let mut stories: Vec<Vec<Story<'_>>> = Vec::new();
    for stratum in strata.into_values() {
        let mut stratum: Vec<Story<'_>> = stratum.into_values().collect();
        shuffle(&mut stratum, &mut random);
        stories.push(stratum);
    }
    let all: usize = stories.iter().map(Vec::len).sum();
    let training = draw.training.min(all);
    let double = (all - training) * usize::from(draw.double) / 100
        + usize::from((all - training) * usize::from(draw.double) % 100 >= 50);
    let sizes: Vec<usize> = stories.iter().map(Vec::len).collect();
    let trained = in_proportion(&sizes, training);
    let left: Vec<usize> = sizes.iter().zip(&trained).map(|(size, taken)| size - taken).collect();
    let doubled = in_proportion(&left, double);
    let mut order: Vec<SetId> = people.to_vec();
    shuffle(&mut order, &mut random);
    let mut pairs: BTreeMap<(SetId, SetId), usize> = BTreeMap::new();
    for ((stratum, trained), doubled) in stories.iter().zip(&trained).zip(&doubled) {
        let mut here: Load = people.iter().map(|person| (person.clone(), 0)).collect();
        for (at, story) in stratum.iter().enumerate() {
            let (to, part): (BTreeSet<SetId>, Portion) = if at < *trained {
                (draw.to.clone(), Portion::Training)
            } else if at < trained + doubled {
                let pair = least_pair(&order, &pairs, &here, load);
                *pairs.entry(pair.clone()).or_default() += 1;
                ([pair.0, pair.1].into(), Portion::Double)
            } else {
                let person = order.iter().min_by_key(|person| (here[*person], load[*person]));
                (person.cloned().into_iter().collect(), Portion::Single)
            };
            for person in &to {
                *here.entry(person.clone()).or_default() += story.len();
                *load.entry(person.clone()).or_default() += story.len();
            }
            for article in story {
                after.articles.insert(article.id.clone(), Assignment { to: to.clone(), part });
                drawn.insert(article.id.clone());
            }
        }
    }
    drawn
}

/// The two who have coded least together, and least at all.
fn least_pair(order: &[SetId], pairs: &BTreeMap<(SetId, SetId), usize>, here: &Load, load: &Load) -> (SetId, SetId) {
    let two = |at: usize| order[at + 1..].iter().map(move |other| (order[at].clone(), other.clone()));
    let weight = |(one, other): &(SetId, SetId)| {
        let together = pairs.get(&(one.clone(), other.clone())).copied().unwrap_or(0);
        (together, here[one] + here[other], load[one] + load[other])
    };
    let best = (0..order.len()).flat_map(two).min_by_key(weight);
    best.unwrap_or_else(|| (order[0].clone(), order[0].clone()))
}

/// Gives what somebody has not finished to whoever has least and does not have it already.
fn hand_on(
    after: &mut Assignments,
    articles: &[Assignable],
    released: &SetId,
    people: &[SetId],
    load: &mut Load,
    seed: u64,
) -> BTreeSet<ArticleId> {
    let mut stories: BTreeMap<&ArticleId, Vec<&Assignable>> = BTreeMap::new();
    for article in articles.iter().filter(|article| !article.finished && after.has(&article.id, released)) {
        stories.entry(&article.story).or_default().push(article);
    }
    let mut stories: Vec<Vec<&Assignable>> = stories.into_values().collect();
    let mut random = Random(seed ^ 0x5eed);
    shuffle(&mut stories, &mut random);
    let mut order = people.to_vec();
    shuffle(&mut order, &mut random);
    let mut drawn = BTreeSet::new();
    for story in stories {
        let has = |person: &SetId| story.iter().any(|article| after.has(&article.id, person));
        let next = order.iter().filter(|person| !has(person)).min_by_key(|person| load[*person]);
        for article in &story {
            if let Some(assigned) = after.articles.get_mut(&article.id) {
                assigned.to.remove(released);
                assigned.to.extend(next.cloned());
                drawn.insert(article.id.clone());
            }
        }
        if let Some(next) = next {
            *load.entry(next.clone()).or_default() += story.len();
        }
    }
    drawn
}

fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for at in (1..list.len()).rev() {
        list.swap(at, random.below(at + 1));
    }
}

/// Divides a whole number over parts in proportion to their sizes, the largest remainders first.
fn in_proportion(sizes: &[usize], whole: usize) -> Vec<usize> {
    let all: usize = sizes.iter().sum();
    if all == 0 {
        return vec![0; sizes.len()];
    }
    let mut parts: Vec<usize> = sizes.iter().map(|size| size * whole / all).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(sizes[at] * whole % all), at));
    let missing = whole - parts.iter().sum::<usize>();
    order.into_iter().take(missing).for_each(|at| parts[at] += 1);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &str) -> SetId {
        SetId::new(name).expect("an id")
    }

    fn articles(count: usize) -> Vec<Assignable> {
        let article = |at: usize| {
            let id = |at: usize| ArticleId::new(format!("a{at:04}")).expect("an id");
            // Every tenth is a near copy of the one before it.
            let story = if at % 10 == 9 { id(at - 1) } else { id(at) };
            let stratum = vec![if at.is_multiple_of(3) { "warta".into() } else { "kabar".into() }];
            Assignable { id: id(at), story, stratum, finished: at.is_multiple_of(2) }
        };
        (0..count).map(article).collect()
    }

    fn draw(people: &[&str]) -> Draw {
        let to = people.iter().map(|name| set(name)).collect();
        Draw { to, double: 20, by: vec![Stratum::Source], training: 10, seed: 7, release: None }
    }

    fn count(assigned: &Assignments, person: &str, part: Option<Portion>) -> usize {
        let hers = assigned.articles.values().filter(|one| one.to.contains(&set(person)));
        hers.filter(|one| part.is_none_or(|part| one.part == part)).count()
    }

    #[test]
    fn everybody_gets_as_much_and_the_same_each_time() {
        let (articles, draw) = (articles(300), draw(&["budi", "sri", "tono"]));
        let assigned = assign(&Assignments::default(), &articles, &draw).expect("drawn");
        assert_eq!(assign(&Assignments::default(), &articles, &draw), Ok(assigned.clone()));
        assert_ne!(assign(&Assignments::default(), &articles, &Draw { seed: 8, ..draw.clone() }), Ok(assigned.clone()));
        assert_eq!(assigned.articles.len(), 300);
        let loads = ["budi", "sri", "tono"].map(|person| count(&assigned, person, None));
        assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 6, "{loads:?}");
        let drawing = &assigned.drawings[0];
        assert_eq!((drawing.articles, drawing.stories, drawing.double, drawing.seed), (300, 270, 20, 7));
        let stories = |part| {
            let of = articles.iter().filter(|article| assigned.articles[&article.id].part == part);
            of.map(|article| &article.story).collect::<BTreeSet<_>>().len()
        };
        assert_eq!((stories(Portion::Training), stories(Portion::Double)), (10, 52));
        for article in &articles {
            let (own, story) = (&assigned.articles[&article.id], &assigned.articles[&article.story]);
            assert_eq!(own, story, "near copies stay together");
            let people = match own.part {
                Portion::Single => 1,
                Portion::Double => 2,
                Portion::Training => 3,
            };
            assert_eq!(own.to.len(), people);
        }
        // Each person's share of a source is that of the whole.
        let of_warta = |person: &str| {
            let hers = articles.iter().filter(|article| assigned.has(&article.id, &set(person)));
            let (warta, all) =
                hers.fold((0, 0), |(w, a), article| (w + u32::from(article.stratum[0] == "warta"), a + 1));
            f64::from(warta) / f64::from(all)
        };
        for person in ["budi", "sri", "tono"] {
            assert!((of_warta(person) - 1.0 / 3.0).abs() < 0.05, "{}", of_warta(person));
        }
    }

    #[test]
    fn what_comes_later_leaves_the_rest_alone() {
        let (articles, draw) = (articles(400), draw(&["budi", "sri"]));
        let first = assign(&Assignments::default(), &articles[..300], &draw).expect("drawn");
        let then = assign(&first, &articles, &draw).expect("drawn");
        assert!(first.articles.iter().all(|(id, assigned)| then.articles[id] == *assigned));
        assert_eq!((then.articles.len(), then.drawings.len(), then.drawings[1].articles), (400, 2, 100));
        assert_eq!(assign(&then, &articles, &draw), Ok(then.clone()), "nothing is left to draw");
        // A near copy that comes later goes to whoever has the story.
        let mut one = articles[..9].to_vec();
        let before = assign(&Assignments::default(), &one, &draw).expect("drawn");
        one.push(articles[9].clone());
        let after = assign(&before, &one, &draw).expect("drawn");
        assert_eq!(after.articles[&articles[9].id], after.articles[&articles[8].id]);
    }

    #[test]
    fn whoever_leaves_hands_on_what_is_not_finished() {
        let articles = articles(300);
        let before = assign(&Assignments::default(), &articles, &draw(&["budi", "sri", "tono"])).expect("drawn");
        let release = Draw { release: Some(set("tono")), ..draw(&["budi", "sri"]) };
        let after = assign(&before, &articles, &release).expect("drawn");
        for article in &articles {
            let (was, is) = (&before.articles[&article.id], &after.articles[&article.id]);
            let his = was.to.contains(&set("tono"));
            assert_eq!(is.to.contains(&set("tono")), his && article.finished);
            if !his || article.finished {
                assert_eq!(was, is);
            }
            assert!(!is.to.is_empty());
        }
        assert_eq!(after.drawings[1].release, Some(set("tono")));
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        let (articles, good) = (articles(3), draw(&["budi", "sri"]));
        let run = |draw: Draw| assign(&Assignments::default(), &articles, &draw);
        assert_eq!(run(Draw { to: BTreeSet::new(), ..good.clone() }), Err(BadDraw::Nobody));
        assert_eq!(run(draw(&["sri"])), Err(BadDraw::OnePerson));
        assert_eq!(run(Draw { double: 101, ..good.clone() }), Err(BadDraw::Share));
        assert_eq!(run(Draw { release: Some(set("sri")), ..good }), Err(BadDraw::ReleasedIsNamed));
    }
}
