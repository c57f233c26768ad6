//! Who and what is mentioned, in this article or in the whole project; a click goes there.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{
    Color32, Id, Key, Popup, Rect, Response, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::{
    command_button, empty,
    entity_list::{self, EntityLine, Group, MentionCounts},
    entity_menu,
};
use crate::{
    app::{
        kit::{
            fonts::Emphasis,
            glyph, names, row,
            text::Words,
            theme::{self, Theme},
        },
        state::{action::Action, command::Command, screen::Screen},
    },
    message::Language,
    model::{ArticleId, Entity, EntityId, KindKey, MentionId},
    session::{Marks, Session, one_spaced},
};

const ROW: f32 = 25.0;
/// Room at the right of a row for the button with three dots.
const DOTS: f32 = 26.0;

/// What the rows look at.
struct ListLook<'a> {
    session: &'a Session,
    /// The open article.
    article: Option<&'a ArticleId>,
    marks: Option<&'a Marks>,
    /// Entities of the selected mentions.
    chosen: &'a BTreeSet<EntityId>,
    theme: &'a Theme,
    language: Language,
}

#[derive(Default)]
pub struct EntitiesState {
    pub filter: String,
    pub whole_project: bool,
    /// Groups that are shut.
    pub folded: BTreeSet<Group>,
    /// The list, and what it was made from.
    pub lines: Vec<EntityLine>,
    pub lines_for: Option<EntitiesKey>,
    pub naming: Option<Naming>,
    /// The entity whose articles are being stepped through.
    pub visiting: Option<EntityId>,
}

/// What the list of entities depends on: the article (or the whole project), revisions, filter, shut groups.
pub type EntitiesKey = (Option<ArticleId>, u64, u64, String, BTreeSet<Group>);

/// A name of an entity while it is typed.
pub struct Naming {
    pub entity: EntityId,
    pub text: String,
    /// Another name, not a new one.
    pub alias: bool,
    /// Not focused yet.
    pub fresh: bool,
}

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut EntitiesState, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else { return };
    let (language, theme) = (screen.language(), screen.theme);
    let article = screen.desk.article.as_ref();
    let marks = article.and_then(|id| session.marks(id));
    let look = ListLook { session, article, marks, chosen: &screen.desk.selection.entities, theme, language };
    head(ui, state, language);
    gather(state, &look);
    if state.lines.is_empty() {
        return nothing(ui, screen, state, actions);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let lines = std::mem::take(&mut state.lines);
    ScrollArea::vertical().id_salt(("entities", state.whole_project)).auto_shrink(false).show_rows(
        ui,
        ROW,
        lines.len(),
        |ui, range| {
            for line in lines.get(range).unwrap_or_default() {
                match line {
                    EntityLine::Head { group, count, open } => head_row(ui, state, group, *count, *open, &look),
                    EntityLine::Entity { id, count } => entity_row(ui, state, id, *count, &look, actions),
                    EntityLine::Words { kind, words, count } => words_row(ui, kind, words, *count, &look, actions),
                }
            }
        },
    );
    state.lines = lines;
}

fn head(ui: &mut Ui, state: &mut EntitiesState, language: Language) {
    ui.horizontal(|ui| {
        ui.selectable_value(&mut state.whole_project, false, language.say(Words::ThisArticle));
        ui.selectable_value(&mut state.whole_project, true, language.say(Words::WholeProject));
    });
    let hint = language.say(Words::FilterEntities);
    let field = ui.add(TextEdit::singleline(&mut state.filter).hint_text(row::hint(hint)).desired_width(f32::INFINITY));
    row::name_field(&field, &state.filter, hint);
    ui.add_space(2.0);
}

fn nothing(ui: &mut Ui, screen: &Screen, state: &mut EntitiesState, actions: &mut Vec<Action>) {
    let language = screen.language();
    if !state.filter.trim().is_empty() {
        empty(ui, language.say(Words::NoMatch), "");
        ui.vertical_centered(|ui| {
            if ui.button(language.say(Words::ClearFilter)).clicked() {
                state.filter.clear();
            }
        });
    } else if state.whole_project {
        empty(ui, language.say(Words::NoEntities), language.say(Words::NoMentionsHelp));
    } else {
        empty(ui, language.say(Words::NoMentions), language.say(Words::NoMentionsHelp));
    }
    if state.filter.trim().is_empty() && !screen.desk.others.is_empty() {
        let articles = |count: &usize| language.fill(Words::SoManyArticles, &[&count.to_string()]);
        let others = screen.desk.others.iter().map(|(name, count)| format!("{name} ({})", articles(count)));
        let others = others.collect::<Vec<_>>().join(", ");
        let said = screen.fill(Words::OthersMarked, &[&screen.settings.who().name, &others]);
        empty(ui, "", &said);
        ui.vertical_centered(|ui| command_button(ui, screen, Command::AnnotateAs, actions));
    }
}

/// Makes the list, unless nothing changed since it was made last.
fn gather(state: &mut EntitiesState, look: &ListLook) {
    let session = look.session;
    let article = look.article.filter(|_| !state.whole_project);
    // Numbers of other articles come in from the background and concern the whole project only.
    let rows = if state.whole_project { session.rows().revision() } else { 0 };
    let fits = state.lines_for.as_ref().is_some_and(|(a, total, r, filter, folded)| {
        a.as_ref() == article
            && (*total, *r) == (session.total_revision(), rows)
            && *filter == state.filter
            && *folded == state.folded
    });
    if fits {
        return;
    }
    let (mut entities, words) = (BTreeMap::new(), BTreeMap::new());
    let counts = if state.whole_project {
        entities.clone_from(session.rows().totals());
        // The project's own that nobody mentions (any more) can be renamed, merged and removed too.
        for id in session.project().entities.keys() {
            entities.entry(id.clone()).or_default();
        }
        MentionCounts { entities: &entities, words: &words }
    } else {
        look.marks.map_or(MentionCounts { entities: &entities, words: &words }, |marks| MentionCounts {
            entities: &marks.entities,
            words: &marks.words,
        })
    };
    let scheme = &session.project().scheme;
    state.lines = entity_list::lines(counts, scheme, |id| session.entity(id), &state.filter, &state.folded);
    state.lines_for =
        Some((article.cloned(), session.total_revision(), rows, state.filter.clone(), state.folded.clone()));
}

/// A row under an id by what it shows.
fn row(ui: &mut Ui, id: impl std::hash::Hash + std::fmt::Debug) -> (Rect, Response) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, Id::unique(("entity list", id)), Sense::click());
    (rect, response)
}

fn head_row(ui: &mut Ui, state: &mut EntitiesState, group: &Group, count: usize, open: bool, look: &ListLook) {
    let (rect, response) = row(ui, group);
    row::ground(ui, rect, &response, false);
    let (theme, language) = (look.theme, look.language);
    let scheme = &look.session.project().scheme;
    let (name, colour) = match group {
        Group::Kind(kind) => {
            let colour = scheme.kind(kind).map_or(theme.weak, |kind| theme.kind(kind));
            (names::kinds(language, scheme, kind), colour)
        }
        Group::Unlinked => (language.say(Words::NotLinked).to_owned(), theme.warning),
    };
    glyph::fold(ui.painter(), pos2(rect.left() + 9.0, rect.center().y), open, theme.weak);
    let count = count.to_string();
    let number = row::one_line(ui, &count, TextStyle::Body, theme.weak, 60.0);
    let room = rect.width() - 24.0 - number.size().x - DOTS;
    let title = row::one_line(ui, &name, TextStyle::Body, colour, room);
    row::put(ui.painter(), rect.left() + 20.0, rect, title, colour);
    let right = rect.right() - DOTS - number.size().x;
    row::put(ui.painter(), right, rect, number, theme.weak);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, format!("{name}, {count}")));
    if response.clicked() {
        if open {
            state.folded.insert(group.clone());
        } else {
            state.folded.remove(group);
        }
    }
}

fn entity_row(
    ui: &mut Ui,
    state: &mut EntitiesState,
    id: &EntityId,
    count: usize,
    look: &ListLook,
    actions: &mut Vec<Action>,
) {
    if state.naming.as_ref().is_some_and(|naming| naming.entity == *id) {
        return naming_row(ui, state, look, actions);
    }
    let entity = look.session.entity(id);
    let label = entity.map_or(id.as_str(), Entity::label);
    let theme = look.theme;
    let (rect, response) = row(ui, id);
    let dots_id = Id::unique(("entity more", id));
    let menu_open = Popup::is_id_open(ui.ctx(), dots_id.with("popup"));
    let at_dots = menu_open || ui.memory(|memory| memory.has_focus(dots_id));
    row::ground(ui, rect, &response, look.chosen.contains(id));
    let times = look.language.fill(Words::Times, &[&count.to_string()]);
    let own = entity.and_then(|entity| entity.colour).map(theme::colour);
    let colour = entity.map_or(theme.warning, |_| theme.text);
    let code = entity.map_or("", |entity| entity.code.as_str());
    paint_row(ui, rect, (kind_colour(id, look), own), (label, colour), code, &times, theme);
    response.widget_info(|| {
        let name = format!("{label}, {times}");
        WidgetInfo::selected(Role::ListItem, true, look.chosen.contains(id), name)
    });
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::F2)) && entity.is_some() {
        state.naming = Some(entity_menu::renaming(id, look.session));
    }
    if response.clicked() {
        visit(state, id, look, actions);
    }
    let mut menu = |ui: &mut Ui, state: &mut EntitiesState| {
        if entity_menu::ui(ui, state, id, look.session, look.language, actions) {
            visit(state, id, look, actions);
        }
    };
    response.context_menu(|ui| menu(ui, state));
    if response.contains_pointer() || response.has_focus() || at_dots || look.chosen.contains(id) {
        let place = Rect::from_center_size(pos2(rect.right() - DOTS / 2.0, rect.center().y), Vec2::splat(22.0));
        let name = look.language.fill(Words::MoreOf, &[label]);
        let dots = row::sign_button_at(ui, place, dots_id, &name, glyph::dots);
        Popup::menu(&dots).show(|ui| menu(ui, state));
    }
    let click = if state.whole_project { Words::NextArticleWith } else { Words::NextPlace };
    response.on_hover_ui(|ui| {
        ui.set_max_width(340.0);
        about(ui, id, entity, look);
        ui.label(eframe::egui::RichText::new(look.language.say(click)).small().color(theme.weak));
    });
}

/// Full name, other names, id.
fn about(ui: &mut Ui, id: &EntityId, entity: Option<&Entity>, look: &ListLook) {
    use eframe::egui::RichText;
    match entity {
        None => drop(ui.label(RichText::new(look.language.say(Words::UnknownEntity)).color(look.theme.warning))),
        Some(entity) => {
            ui.label(RichText::new(&entity.name).bold());
            let others: Vec<&str> = entity.names().skip(1).collect();
            if !others.is_empty() {
                ui.label(look.language.fill(Words::OtherNames, &[&others.join(", ")]));
            }
            if !entity.note.is_empty() {
                ui.label(RichText::new(&entity.note).slanted());
            }
        }
    }
    ui.label(RichText::new(id.as_str()).small().color(look.theme.weak));
}

fn words_row(ui: &mut Ui, kind: &KindKey, words: &str, count: usize, look: &ListLook, actions: &mut Vec<Action>) {
    let theme = look.theme;
    let (rect, response) = row(ui, (kind, words));
    row::ground(ui, rect, &response, false);
    let scheme = &look.session.project().scheme;
    let colour = scheme.kind(kind).map_or(theme.weak, |kind| theme.kind(kind));
    let times = look.language.fill(Words::Times, &[&count.to_string()]);
    paint_row(ui, rect, (colour, None), (words, theme.text), "", &times, theme);
    let kind_name = names::kind_of(look.language, scheme, kind);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{words}, {kind_name}, {times}")));
    if response.clicked()
        && let (Some(marks), Some(article)) = (look.marks, look.article.and_then(|id| look.session.article(id)))
    {
        let same = marks.by_place.iter().filter(|(_, mark)| mark.entity.is_none() && mark.kind == *kind);
        let same = same.filter(|(span, _)| one_spaced(article.text.slice(*span)) == words);
        let same: Vec<MentionId> = same.map(|(_, mark)| mark.id.clone()).collect();
        actions.push(Action::SelectMentions(same));
    }
    response.on_hover_text(format!("{words}\n{kind_name} · {}", look.language.say(Words::NextPlace)));
}

fn kind_colour(id: &EntityId, look: &ListLook) -> Color32 {
    let kind = look.session.entity(id).map(|entity| entity.kind.clone()).or_else(|| KindKey::new(id.prefix()).ok());
    let scheme = &look.session.project().scheme;
    kind.and_then(|kind| scheme.kind(&kind)).map_or(look.theme.weak, |kind| look.theme.kind(kind))
}

/// Squares, words, code, and the number at the right.
fn paint_row(
    ui: &Ui,
    rect: Rect,
    (kind, own): (Color32, Option<Color32>),
    (words, colour): (&str, Color32),
    code: &str,
    times: &str,
    theme: &Theme,
) {
    let painter = ui.painter();
    let times = row::one_line(ui, times, TextStyle::Body, theme.weak, 80.0);
    let right = rect.right() - DOTS - times.size().x;
    row::put(painter, right, rect, times, theme.weak);
    let code = row::one_line(ui, code, TextStyle::Small, theme.weak, 90.0);
    let left = row::swatches(painter, rect.left() + 20.0, rect, kind, own) + 7.0;
    let room = right - left - 8.0 - if code.is_empty() { 0.0 } else { code.size().x + 8.0 };
    let words = row::one_line(ui, words, TextStyle::Body, colour, room);
    let end = row::put(painter, left, rect, words, colour);
    row::put(painter, end + 8.0, rect, code, theme.weak);
}

/// Goes to the entity's mentions here, or to the next article that mentions it.
fn visit(state: &mut EntitiesState, id: &EntityId, look: &ListLook, actions: &mut Vec<Action>) {
    let entity = id.clone();
    if !state.whole_project {
        actions.extend(look.article.map(|article| Action::ShowEntity { article: article.clone(), entity }));
        return;
    }
    let rows = look.session.rows();
    let going_on = state.visiting.as_ref() == Some(id);
    let from = look.article.filter(|_| going_on).and_then(|article| rows.position(article)).map_or(0, |at| at + 1);
    let order = (from..rows.len()).chain(0..from);
    let next = order.filter_map(|at| rows.at(at)).find(|row| row.summary.entities.contains_key(id));
    actions.extend(next.map(|row| Action::ShowEntity { article: row.meta.id.clone(), entity }));
    state.visiting = Some(id.clone());
}

/// The row while its name is typed.
fn naming_row(ui: &mut Ui, state: &mut EntitiesState, look: &ListLook, actions: &mut Vec<Action>) {
    let Some(Naming { entity, text, alias, fresh }) = &mut state.naming else { return };
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let left = row::swatches(ui.painter(), rect.left() + 20.0, rect, kind_colour(entity, look), None) + 5.0;
    let place = Rect::from_min_max(pos2(left, rect.top() + 1.0), pos2(rect.right() - 4.0, rect.bottom() - 1.0));
    let words = if *alias { Words::OtherNameOf } else { Words::NewNameOf };
    let name = look.language.fill(words, &[look.session.entity_label(entity)]);
    let id = Id::unique(("entity name", &*entity));
    let field =
        ui.put(place, TextEdit::singleline(text).id(id).hint_text(row::hint(name.clone())).margin(vec2(4.0, 2.0)));
    row::name_field(&field, text, &name);
    if std::mem::take(fresh) {
        field.request_focus();
        entity_menu::select_all(ui.ctx(), id, text);
    } else if field.lost_focus() {
        let name = text.trim().to_owned();
        let cancelled = ui.input(|input| input.key_pressed(Key::Escape));
        let same = look.session.entity(entity).is_some_and(|entity| entity.name == name);
        if !cancelled && !name.is_empty() && !same {
            let entity = entity.clone();
            actions.push(match *alias {
                true => Action::AddAlias { entity, alias: name },
                false => Action::RenameEntity { entity, name },
            });
        }
        state.naming = None;
    }
}
