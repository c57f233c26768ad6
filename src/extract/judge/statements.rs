//! The coalition statements of a whole article: which sentences, or which parts of them, say who backs whom. What each
//! says is drafted as from a selection.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    calibration::{LEAST, chance, weigh},
    draft::{Passage, draft_of},
    layout::Layout,
    lists::{self, PartyPosition},
    numbered::numbered,
    own_race::is_of_project,
    parts::{ClausePart, actors, parts},
    people,
    possible::make_possible,
    said::SaidStatements,
    same::{
        complete, has_parties, is_elaborated, is_one_race, is_said_more_fully, mark_left, nominate,
        people as people_of, says_the_same,
    },
    scene::Scene,
    sentences::merged,
    tickets::listed,
    verdict::{is_doubtful, is_over, judge, leave_out_allies},
    weighed::WeighingParties,
};
use crate::{
    extract::{
        extractor::{EntityFacts, FoundCoalition, ProposedMention},
        rule::Rule,
        signals::{clause::clauses, phrases::FoundPhrase, sentence::Sentence, tokens::Token},
    },
    lexicon::{
        backing::Voice,
        lists::FOLLOWS_UP,
        office::{OTHER_CONTESTS, OfficeCue, OfficeWordRole},
        ticket::{FORMERLY, SHIFTS},
    },
    model::{
        Annotations, Article, Backing, Certainty, Coalition, CoalitionId, Filler, LinkSource, Mention, MentionId,
        Origin, Span, Stance, Timestamp,
    },
};

/// All statements of an article, in reading order; ids are `y1`, `y2` …
pub fn statements(article: &Article, mentions: &[ProposedMention], facts: &EntityFacts<'_>) -> Vec<FoundCoalition> {
    let annotations = annotations(mentions);
    let scene = Scene::new(article, &annotations, facts.ballot());
    let mut walk = Walk {
        scene: &scene,
        annotations: &annotations,
        facts,
        found: Vec::new(),
        said: SaidStatements::default(),
        acting: Vec::new(),
        acted: 0,
        leading: Vec::new(),
        last: None,
        weighing: WeighingParties::default(),
    };
    for (number, (span, layout)) in scene.spans_with_layout().enumerate() {
        if matches!(layout, Layout::Teaser | Layout::Headline)
            || layout != Layout::Header
                && scene.marks_in(span).next().is_none()
                && !speaks_of_parties(article.text.slice(span))
        {
            continue;
        }
        let Some(sentence) = scene.shared_at(span.start) else { continue };
        if !sentence.is_of_others()
            && !asks(article.text.slice(span))
            && !joins_anybody(sentence)
            && !is_other_contest(sentence)
        {
            walk.read(number, sentence, layout);
        }
    }
    let mut found = complete(walk.found);
    mark_left(&mut found, &article.text);
    // "Di daerah lain": where, nobody is to know.
    let elsewhere = |found: &FoundCoalition| {
        let first = found.coalition.evidence.first();
        first.and_then(|span| scene.sentence_at(span.start)).is_some_and(|told| told.is_open() && !told.has_region)
    };
    found.retain(|found| !is_doubtful(found) || found.rule == Rule::PartiesJoin && elsewhere(found));
    found.iter_mut().for_each(|found| make_possible(&mut found.coalition, facts));
    // What came from elsewhere in the article counts as well.
    weigh(&mut found, &scene);
    found.retain(|found| found.score >= LEAST || is_over(&found.coalition) || elsewhere(found));
    if let Some(own) = facts.own.filter(|own| own.ballot.has_own()) {
        found.retain(|found| is_of_project(&found.coalition.race, &own));
    }
    found
}

/// Walks through an article with what it keeps in mind.
struct Walk<'w, 'a> {
    scene: &'w Scene<'a>,
    annotations: &'w Annotations,
    facts: &'w EntityFacts<'w>,
    found: Vec<FoundCoalition>,
    said: SaidStatements,
    /// The parties that acted last, for a sentence that goes on with their list.
    acting: Vec<MentionId>,
    /// The number of the sentence in which they did.
    acted: usize,
    /// Those of them that act all along, whoever was with them last.
    leading: Vec<MentionId>,
    /// The clause to which a list of parties in the next sentence belongs.
    last: Option<Last<'a>>,
    weighing: WeighingParties,
}

/// A clause with a verb, and what was made of it.
struct Last<'a> {
    number: usize,
    clause: Rc<Sentence<'a>>,
    made: Option<usize>,
}

impl<'a> Walk<'_, 'a> {
    /// Reads a sentence.
    fn read(&mut self, number: usize, sentence: &Rc<Sentence<'a>>, layout: Layout) {
        if self.goes_on(number, sentence) || self.names_the_mate(number, sentence) {
            return;
        }
        // "Ketiganya adalah PKS, PAN, dan PPP, sedangkan A-B diusung Golkar"
        let parted = sentence.tokens.iter().position(|token| token.is(&[";", "sedangkan", "sementara", "adapun"]));
        if let Some(at) = parted.filter(|&at| at > 0 && sentence.has_candidate)
            && self.goes_on(number, &sentence.part(0..at))
        {
            let rest = Rc::new(sentence.part(at..sentence.tokens.len()));
            self.read(number, &rest, layout);
            return;
        }
        if let Some(parts) = numbered(self.scene, sentence) {
            self.read_parts(number, sentence, parts, sentence.span, None);
            return;
        }
        if let Some(names) = self.weighing.read(number, sentence, &self.leading) {
            self.read_parts(number, sentence, names, sentence.span, None);
            return;
        }
        if let Some(listed) = listed(sentence, &self.leading) {
            self.read_parts(number, sentence, listed, sentence.span, None);
            return;
        }
        let ranges = clauses(&sentence.tokens, sentence.verbs());
        if ranges.is_empty() || ranges.len() == 1 && ranges[0].start == 0 {
            self.read_clause(number, sentence, sentence.span, layout, None);
            return;
        }
        for (n, range) in ranges.iter().enumerate() {
            let clause = Rc::new(sentence.part(range.clone()));
            // "Awalnya mengusung A, kini mendukung B"
            let says =
                |range: &std::ops::Range<usize>, words| sentence.tokens[range.clone()].iter().any(|t| t.is(words));
            let was = says(range, FORMERLY) && ranges.get(n + 1).is_some_and(|next| says(next, SHIFTS));
            // "A, yang diusung PKS, kini didukung Golkar"
            let aside = clause.tokens.iter().find(|token| token.is_word()).is_some_and(|token| token.is(&["yang"]));
            let borrows = n > 0 && clause.has_party && !clause.has_candidate && (aside || says(range, SHIFTS));
            if let Some(people) = borrows.then(|| &sentence.tokens[ranges[n - 1].clone()]) {
                let ids = people.iter().chain(&clause.tokens).filter(|token| token.mention.is_some());
                let own = ids.filter(|token| token.is_candidate() || clause.span.covers(token.span));
                let chosen = own.filter_map(|token| Some(token.mention?.id.clone())).collect();
                let part = ClausePart { chosen, verb: true, carried: true, open: false, ..ClausePart::of(&clause) };
                self.read_parts(number, &clause, vec![part], sentence.span, None);
                continue;
            }
            self.read_clause(number, &clause, sentence.span, layout, was.then_some(Certainty::Past));
        }
    }

    /// "Keenam partai itu adalah …": the parties of the sentence before.
    fn goes_on(&mut self, number: usize, sentence: &Sentence<'a>) -> bool {
        const REACH: usize = 3;
        let Some(last) = self.last.as_ref().filter(|last| last.number < number && number - last.number <= REACH) else {
            return false;
        };
        // "Tujuh partai yang belum menentukan sikap. Yakni …" are those that say nothing.
        let undecided =
            |before: &Sentence<'_>| before.tokens.windows(2).any(|two| two[0].is(&["yang"]) && two[1].is(&["belum"]));
        if !lists::is_more_parties(sentence) || self.scene.before(sentence.span.start).next().is_some_and(undecided) {
            return false;
        }
        let clause = last.clause.clone();
        let sentences = [&*clause, sentence];
        let evidence = vec![clause.span, sentence.span];
        let passage = Passage { sentences: &sentences, selection: None, chosen: &[], evidence, carried: false };
        let drafted = draft_of(self.scene, self.annotations, &passage, self.facts, &|_| true);
        let Some(mut coalition) = drafted else { return false };
        let part = ClausePart { span: sentence.span, verb: true, ..ClausePart::of(sentence) };
        people::complete(&mut coalition, self.scene, clause.span.start);
        let Some((score, rule)) = judge(&coalition, &part) else { return false };
        match self.last.as_ref().and_then(|last| last.made) {
            Some(made) => {
                let loose = &mut self.found[made];
                // "Partai lain yang ikut bergabung adalah PPP": does what those do whom it joins.
                let first = loose.coalition.backings.first().filter(|_| !people_of(&loose.coalition).is_empty());
                let act = first.map_or(Stance::Member, |old| old.stance);
                coalition
                    .backings
                    .iter_mut()
                    .filter(|new| new.stance == Stance::Member)
                    .for_each(|new| new.stance = act);
                for old in &loose.coalition.backings {
                    if coalition.backings.iter().all(|new| new.party.entity != old.party.entity) {
                        coalition.backings.insert(0, old.clone());
                    }
                }
                coalition.id = loose.coalition.id.clone();
                coalition.evidence = merged(self.scene.text, coalition.evidence);
                self.said.add(made, &coalition);
                *loose = FoundCoalition { coalition, score, rule };
            }
            None => {
                let made = self.put(coalition, score, rule);
                if let Some(last) = &mut self.last {
                    last.made = made;
                }
            }
        }
        true
    }

    /// "PKS mengusung A di Pilbup X. A akan berpasangan dengan B.": who runs beside the one of the statement before.
    fn names_the_mate(&mut self, number: usize, sentence: &Sentence<'a>) -> bool {
        const REACH: usize = 2;
        let near = self.last.as_ref().filter(|last| last.number < number && number - last.number <= REACH);
        let Some(made) = near.and_then(|last| last.made) else { return false };
        let verbs = sentence.verbs().iter().any(|verb| verb.value.1 != Voice::Trap);
        if !sentence.has_candidate
            || verbs
            || sentence.firmness(None).is_some_and(|firm| firm.status != Certainty::Confirmed)
        {
            return false;
        }
        let people = people::named(&[sentence], &|_| true);
        let coalition = &mut self.found[made].coalition;
        // Who nominates names the whole ticket; who only supports somebody may not mean the mate.
        let nominated = coalition.backings.iter().any(|backing| backing.stance == Stance::Nominating);
        let ticket = &mut coalition.ticket;
        let pronoun = sentence.tokens.first().is_some_and(|token| token.is(&["ia", "dia", "beliau"]));
        let same = people.ticket.head.entity == ticket.head.entity || pronoun && people.ticket.head.is_empty();
        let new = !people.ticket.deputy.is_empty() && people.ticket.deputy.entity != ticket.head.entity;
        if ticket.head.is_empty() || !ticket.deputy.is_empty() || !(people.said && same && new && nominated) {
            return false;
        }
        ticket.deputy = people.ticket.deputy;
        let found = &mut self.found[made];
        found.coalition.ticket.head.mentions.extend(people.ticket.head.mentions);
        found.coalition.evidence.push(sentence.span);
        found.coalition.evidence = merged(self.scene.text, std::mem::take(&mut found.coalition.evidence));
        self.said.add(made, &found.coalition);
        true
    }

    /// Reads one clause of a sentence.
    fn read_clause(
        &mut self,
        number: usize,
        clause: &Rc<Sentence<'a>>,
        whole: Span,
        layout: Layout,
        time: Option<Certainty>,
    ) {
        let carried = lists::carried(clause, layout);
        let parts = match carried {
            PartyPosition::No => parts(clause, &self.acting, &self.leading, self.facts.elects),
            PartyPosition::Item if self.acting.is_empty() => Vec::new(),
            PartyPosition::Item => vec![ClausePart { item: true, ..ClausePart::carried(clause, &self.acting) }],
        };
        self.read_parts(number, clause, parts, whole, time);
        let actors = if layout == Layout::Header { lists::all_backers(clause) } else { actors(clause) };
        // "Berikut nama yang akan meramaikan Pilkada": a list of anybody's; others are of those named right above them.
        let above = self.acted + 1 >= number && !lists::is_of_anybody(clause);
        if layout == Layout::Header && actors.is_empty() && !above {
            self.acting.clear();
            self.leading.clear();
        }
        if !actors.is_empty() {
            let entity = |id: &MentionId| self.annotations.mentions.get(id).and_then(|mention| mention.entity.as_ref());
            let before: BTreeSet<_> = self.leading.iter().filter_map(entity).collect();
            let all_along: Vec<MentionId> =
                actors.iter().filter(|id| entity(id).is_some_and(|entity| before.contains(entity))).cloned().collect();
            self.leading = if all_along.is_empty() { actors.clone() } else { all_along };
            self.acting = actors;
            self.acted = number;
        }
    }

    /// Makes statements of the parts of a clause.
    fn read_parts(
        &mut self,
        number: usize,
        clause: &Rc<Sentence<'a>>,
        parts: Vec<ClausePart>,
        whole: Span,
        time: Option<Certainty>,
    ) {
        let mut made = None;
        // What is no verb of backing, no offer and no list says nothing, whoever is named in it.
        for part in parts.into_iter().filter(|part| part.verb || part.slot || part.carried) {
            // Parties that were named before are read where they stand.
            let elsewhere = part.chosen.iter().filter_map(|id| self.annotations.mentions.get(id));
            let elsewhere: BTreeSet<Span> = elsewhere
                .filter(|mention| !clause.span.covers(mention.span))
                .flat_map(|mention| self.scene.touched(mention.span))
                .collect();
            let mut sentences: Vec<&Sentence<'a>> =
                elsewhere.iter().filter_map(|span| self.scene.sentence_at(span.start)).collect();
            sentences.push(clause);
            let passage = Passage {
                sentences: &sentences,
                selection: Some(part.span),
                chosen: &part.chosen,
                evidence: vec![whole],
                carried: part.carried,
            };
            let wanted = |coalition: &Coalition| judge(coalition, &part).is_some();
            let drafted = draft_of(self.scene, self.annotations, &passage, self.facts, &wanted);
            let Some(mut coalition) = drafted else { continue };
            if let Some(status) = part.status.or(time.filter(|_| coalition.status == Certainty::Confirmed)) {
                coalition.status = status;
                coalition.hedge.clear();
            }
            // A deputy has a head, whatever became of their ticket.
            let deputy = coalition.ticket.head.is_empty() && !coalition.ticket.deputy.is_empty();
            if deputy || matches!(coalition.status, Certainty::Confirmed | Certainty::Exploring) {
                people::complete(&mut coalition, self.scene, clause.span.start);
            }
            self.follow(number, &mut coalition);
            leave_out_allies(&mut coalition);
            let Some((score, rule)) = judge(&coalition, &part) else { continue };
            if let Some(joined) = self.join(number, &coalition).or_else(|| self.follow_up(number, clause, &coalition)) {
                made = Some(joined);
                continue;
            }
            made = self.put(coalition, score, rule).or(made);
        }
        if made.is_some() || lists::may_go_on(clause) {
            self.last = Some(Last { number, clause: clause.clone(), made });
        }
    }

    /// "PKS mendukung A-B. Dengan dukungan ini, PKS berkoalisi dengan PAN": whose ticket those have who join right behind.
    fn follow(&self, number: usize, now: &mut Coalition) {
        let near = self.last.as_ref().filter(|last| last.number < number && number - last.number == 1);
        let Some(before) = near.and_then(|last| last.made).map(|made| &self.found[made].coalition) else { return };
        let joins = now.backings.iter().all(|b| b.stance == Stance::Member && b.slot.is_none());
        let supports = before.backings.iter().all(|backing| backing.stance == Stance::Supporting);
        let shared = |b: &Backing| now.backings.iter().any(|other| other.party.entity == b.party.entity);
        let firm = now.status == Certainty::Confirmed && is_one_race(before, now);
        if people_of(now).is_empty() && joins && supports && firm && before.backings.iter().all(shared) {
            let mate = |filler: &Filler| Filler { entity: filler.entity.clone(), ..Filler::default() };
            now.ticket.head = mate(&before.ticket.head);
            now.ticket.deputy = mate(&before.ticket.deputy);
        }
    }

    /// "PKS mengusung A-B. PKS berkoalisi dengan PAN", in either order: who nominates and who joins are one statement.
    fn join(&mut self, number: usize, now: &Coalition) -> Option<usize> {
        const REACH: usize = 2;
        let made = self.last.as_ref().filter(|last| last.number < number && number - last.number <= REACH)?.made?;
        let before = &self.found[made].coalition;
        let loose = |coalition: &Coalition| {
            people_of(coalition).is_empty()
                && coalition.backings.iter().all(|b| b.stance == Stance::Member && b.slot.is_none())
        };
        let (loose, whole) = match (loose(before), loose(now)) {
            (true, false) => (before, now),
            (false, true) => (now, before),
            _ => return None,
        };
        let nominates = whole.backings.iter().all(|backing| backing.stance == Stance::Nominating);
        let firm = whole.status == Certainty::Confirmed && is_one_race(before, now);
        let same = has_parties(loose, whole) || has_parties(whole, loose);
        if people_of(whole).is_empty() || !nominates || !firm || !same {
            return None;
        }
        let mut joined = whole.clone();
        let new =
            loose.backings.iter().filter(|b| whole.backings.iter().all(|other| other.party.entity != b.party.entity));
        joined.backings.extend(new.cloned());
        joined.evidence = merged(self.scene.text, before.evidence.iter().chain(&now.evidence).copied().collect());
        joined.id = before.id.clone();
        let rule = Rule::PartiesVerbTicket;
        self.said.add(made, &joined);
        self.found[made] = FoundCoalition { score: chance(&joined, rule), coalition: joined, rule };
        Some(made)
    }

    /// "PAN mendukung A-B. Disusul PKS yang mendukung A": who comes after is one more of the same coalition.
    fn follow_up(&mut self, number: usize, clause: &Sentence<'_>, now: &Coalition) -> Option<usize> {
        let made = self.last.as_ref().filter(|last| number - last.number == 1)?.made?;
        let follows = clause.tokens.iter().find(|token| token.is_word())?.is(FOLLOWS_UP);
        let before = &mut self.found[made];
        let theirs = people_of(now);
        let one = is_one_race(&before.coalition, now) && !theirs.is_empty();
        if !follows || !one || !theirs.is_subset(&people_of(&before.coalition)) {
            return None;
        }
        let there = &before.coalition.backings;
        let new = |b: &&Backing| there.iter().all(|other| other.party.entity != b.party.entity);
        let new: Vec<Backing> = now.backings.iter().filter(new).cloned().collect();
        before.coalition.backings.extend(new);
        before.coalition.evidence.extend(&now.evidence);
        before.coalition.evidence = merged(self.scene.text, std::mem::take(&mut before.coalition.evidence));
        self.said.add(made, &before.coalition);
        Some(made)
    }

    /// Adds a statement unless it is there; its number.
    fn put(&mut self, mut coalition: Coalition, score: f32, rule: Rule) -> Option<usize> {
        // Statements are compared with those alone that may say the same.
        let here = self.said.like(&coalition);
        let found = &mut self.found;
        if let Some(&number) = here.iter().find(|&&n| says_the_same(&found[n].coalition, &coalition)) {
            nominate(&mut found[number].coalition, &coalition);
            return None;
        }
        if let Some(&number) = here.iter().find(|&&n| is_said_more_fully(&found[n].coalition, &coalition)) {
            let brief = &mut found[number];
            coalition.id = brief.coalition.id.clone();
            coalition.evidence.splice(0..0, brief.coalition.evidence.iter().copied());
            coalition.evidence = merged(self.scene.text, coalition.evidence);
            self.said.add(number, &coalition);
            *brief = FoundCoalition { coalition, score, rule };
            return Some(number);
        }
        if let Some(&number) = here.iter().find(|&&n| is_elaborated(&found[n].coalition, &coalition)) {
            let loose = &mut found[number];
            // "Berkoalisi di Pilbup Lebak" … "bupatinya dari PKS, wakilnya dari PSI" is one statement.
            coalition.id = loose.coalition.id.clone();
            coalition.evidence.splice(0..0, loose.coalition.evidence.iter().copied());
            coalition.evidence = merged(self.scene.text, coalition.evidence);
            self.said.add(number, &coalition);
            *loose = FoundCoalition { coalition, score, rule };
            return Some(number);
        }
        coalition.id = CoalitionId::new(format!("y{}", found.len() + 1)).ok()?;
        self.said.add(found.len(), &coalition);
        found.push(FoundCoalition { coalition, score, rule });
        Some(found.len() - 1)
    }
}

/// The mentions as the rules for drafts read them.
fn annotations(mentions: &[ProposedMention]) -> Annotations {
    let mention = |found: &ProposedMention| Mention {
        id: found.id.clone(),
        span: found.span,
        kind: found.kind.clone(),
        entity: found.entity.clone(),
        linked: LinkSource::Rule(String::new()),
        by: Origin::Person,
        at: Timestamp::default(),
        note: String::new(),
        fields: Default::default(),
        flag: None,
        guidelines: None,
    };
    let mentions = mentions.iter().map(|found| (found.id.clone(), mention(found))).collect();
    Annotations { mentions, ..Annotations::default() }
}

/// A question says nothing, also where somebody else is said to ask it: "ditanya apakah PKS mengusung A".
fn asks(sentence: &str) -> bool {
    sentence.contains("itanya apakah ")
        || sentence.trim_start_matches(['“', '"']).starts_with("Apakah ")
        || sentence.trim_end_matches(['”', '"', '’', '\'', ')', ' ']).ends_with('?')
}

fn speaks_of_parties(sentence: &str) -> bool {
    ["partai", "parpol"].iter().any(|word| sentence.contains(word))
}

/// "PKS dan PAN bisa berkoalisi dengan partai mana pun": with whom is not said, and not that the two join each other.
fn joins_anybody(sentence: &Sentence<'_>) -> bool {
    let mut joint = sentence.verbs().iter().filter(|verb| verb.value.1 == Voice::Joint);
    joint.any(|verb| {
        let behind: Vec<&Token<'_>> = sentence.tokens[verb.end..].iter().take(4).collect();
        let with = behind.first().is_some_and(|token| token.is(&["dengan"]));
        with && !behind.iter().any(|token| token.is_party())
            && behind[1..]
                .iter()
                .any(|token| token.is(&["manapun", "siapapun", "mana", "siapa", "pun", "semua", "berbagai"]))
    })
}

/// Of a party's congress, a chamber, a club, and of no election in a region.
fn is_other_contest(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    let chairs = tokens.windows(2).any(|two| {
        two[0].is(&["calon", "pimpinan", "ketua", "memimpin"]) && two[1].is(&["ketua", "dprd", "koni", "pssi", "kadin"])
    });
    let regional =
        |cue: &FoundPhrase<OfficeCue>| matches!(cue.value.role, OfficeWordRole::Election | OfficeWordRole::Runs(_));
    (chairs || tokens.iter().any(|token| token.is(OTHER_CONTESTS))) && !sentence.offices().iter().any(regional)
}
