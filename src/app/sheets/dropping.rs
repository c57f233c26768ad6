//! While files hover over the window: what dropping them does.

use eframe::egui::{Align2, Context, FontId, Id, LayerId, Order, Shape, Stroke};

use crate::app::{kit::text::Words, state::screen::Screen};

pub fn ui(ctx: &Context, screen: &Screen) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop files here")));
    let (window, theme) = (ctx.content_rect(), screen.theme);
    painter.rect_filled(window, 0, theme.ground.gamma_multiply(0.92));
    let frame = window.shrink(22.0);
    let corners = [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
    painter.extend(Shape::dashed_line(&corners, Stroke::new(2.0, theme.accepted), 9.0, 6.0));
    let words = if screen.session.is_some() { Words::DropHere } else { Words::NoProjectOpen };
    let galley =
        painter.layout(screen.say(words).to_owned(), FontId::proportional(22.0), theme.text, frame.width() - 40.0);
    painter.galley(Align2::CENTER_CENTER.anchor_size(frame.center(), galley.size()).min, galley, theme.text);
}
