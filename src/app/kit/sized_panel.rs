//! A panel whose size a person chose: where the window has no room it gives way, and it grows back when there is.

use std::{collections::BTreeMap, ops::RangeInclusive};

use eframe::egui::{Align, Layout, Panel, Rect, Ui, UiBuilder, Vec2, containers::panel::PanelState, vec2};

/// How far inside its edge a panel's grip is, and how far apart its dots are, in points.
const INSIDE: f32 = 3.5;
const STEP: f32 = 5.0;

/// The sizes that a person gave to panels, in points, by their names.
pub type PanelSizes = BTreeMap<String, f32>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelEdge {
    Left,
    Right,
    Bottom,
}

pub struct SizedPanel {
    pub name: &'static str,
    pub edge: PanelEdge,
    /// As delivered, in points; and what it may be in the window as it is.
    pub usual: f32,
    pub range: RangeInclusive<f32>,
}

impl SizedPanel {
    /// Draws it as large as it was made, within the range. Returns the size that it was given in this frame by hand.
    pub fn show(self, ui: &mut Ui, sizes: &PanelSizes, content: impl FnOnce(&mut Ui)) -> Option<f32> {
        let wished = sizes.get(self.name).copied().filter(|size| size.is_finite()).unwrap_or(self.usual);
        let shown = wished.clamp(*self.range.start(), *self.range.end());
        let panel = match self.edge {
            PanelEdge::Left => Panel::left(self.name),
            PanelEdge::Right => Panel::right(self.name),
            PanelEdge::Bottom => Panel::bottom(self.name),
        };
        let ctx = ui.ctx().clone();
        let id = ui.scope_id().with(self.name);
        let size = |state: PanelState| if self.edge == PanelEdge::Bottom { state.size().y } else { state.size().x };
        // What egui keeps is what was shown last, which may be less than what is wanted.
        if let Some(state) = PanelState::load(&ctx, id).filter(|state| (size(*state) - shown).abs() > 0.5) {
            let whole = if self.edge == PanelEdge::Bottom {
                Vec2::new(state.size().x, shown)
            } else {
                Vec2::new(shown, state.size().y)
            };
            let outer_rect = Rect::from_min_size(state.outer_rect.min, whole);
            ctx.data_mut(|data| data.insert_persisted(id, PanelState { outer_rect }));
        }
        panel.resizable(true).default_size(shown).size_range(self.range.clone()).show(ui, |ui| {
            // What needs more room than there is is cut: the panel would be drawn over its neighbours.
            let room = ui.max_rect();
            let layout = Layout::top_down(Align::Min);
            content(&mut ui.new_child(UiBuilder::new().id_salt(self.name).max_rect(room).layout(layout)));
            ui.expand_to_include_rect(room);
        });
        let state = PanelState::load(&ctx, id)?;
        grip(ui, state.outer_rect, self.edge);
        let now = size(state);
        ((now - shown).abs() > 0.5).then_some(now)
    }
}

/// Three dots at the middle of the edge that is dragged.
fn grip(ui: &Ui, panel: Rect, edge: PanelEdge) {
    let (middle, step) = match edge {
        PanelEdge::Left => (panel.right_center() - vec2(INSIDE, 0.0), vec2(0.0, STEP)),
        PanelEdge::Right => (panel.left_center() + vec2(INSIDE, 0.0), vec2(0.0, STEP)),
        PanelEdge::Bottom => (panel.center_top() + vec2(0.0, INSIDE), vec2(STEP, 0.0)),
    };
    for at in [-1.0, 0.0, 1.0] {
        ui.painter().circle_filled(middle + at * step, 1.2, ui.visuals().weak_text_color());
    }
}
