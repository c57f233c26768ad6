//! In which order the list of articles stands.

use std::cmp::Reverse;

use eframe::egui::{ComboBox, RichText, Role, Ui, WidgetInfo};

use crate::{
    app::kit::text::Words,
    message::Language,
    model::Status,
    session::{Row, Rows},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArticleOrder {
    /// By their ids, as everywhere else.
    #[default]
    Id,
    Title,
    Newest,
    Oldest,
    /// What is begun first, then what is new, finished, ignored.
    Status,
    /// Those with the most mentions first.
    Mentions,
    /// Those with the most statements first.
    Coalitions,
}

impl ArticleOrder {
    const ALL: [Self; 7] =
        [Self::Id, Self::Title, Self::Newest, Self::Oldest, Self::Status, Self::Mentions, Self::Coalitions];

    fn name(self) -> Words {
        match self {
            Self::Id => Words::OrderId,
            Self::Title => Words::OrderTitle,
            Self::Newest => Words::OrderNewest,
            Self::Oldest => Words::OrderOldest,
            Self::Status => Words::OrderStatus,
            Self::Mentions => Words::OrderMentions,
            Self::Coalitions => Words::OrderCoalitions,
        }
    }

    /// Puts positions of rows in order. Those of which nothing is known come last; equal ones stay by id.
    pub fn sort(self, rows: &Rows, positions: &mut [usize]) {
        let row = |position: &usize| rows.at(*position);
        let date = |row: &Row| row.meta.date;
        match self {
            Self::Id => {}
            Self::Title => positions.sort_by_cached_key(|at| row(at).map(|row| row.meta.shown_title().to_lowercase())),
            Self::Newest => positions.sort_by_key(|at| Reverse(row(at).and_then(date))),
            Self::Oldest => positions.sort_by_key(|at| {
                let date = row(at).and_then(date);
                (date.is_none(), date)
            }),
            Self::Status => {
                let begun_first = [Status::InProgress, Status::New, Status::Finished, Status::Ignored];
                let place = |row: &Row| begun_first.iter().position(|status| *status == row.summary.status);
                positions.sort_by_key(|at| row(at).and_then(place));
            }
            Self::Mentions => positions.sort_by_key(|at| Reverse(row(at).map(|row| row.summary.mentions))),
            Self::Coalitions => positions.sort_by_key(|at| Reverse(row(at).map(|row| row.summary.coalitions))),
        }
    }

    /// The list from which an order is chosen.
    pub fn choose(&mut self, ui: &mut Ui, language: Language) {
        let text = |order: Self| RichText::new(language.say(order.name())).small();
        let combo = ComboBox::from_id_salt("article order")
            .selected_text(text(*self))
            .width(110.0_f32.min(ui.available_width() - 24.0))
            .truncate();
        let response = combo
            .show_ui(ui, |ui| {
                for order in Self::ALL {
                    ui.selectable_value(self, order, language.say(order.name()));
                }
            })
            .response;
        let name = format!("{}: {}", language.say(Words::OrderOfArticles), language.say(self.name()));
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
        response.on_hover_text(language.say(Words::OrderOfArticles));
    }
}
