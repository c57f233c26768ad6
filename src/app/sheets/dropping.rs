//! While files hover over the window: what dropping them does.

use eframe::egui::{Align2, Context, FontId, Id, LayerId, Order, Shape, Stroke};

use crate::app::{
    App,
    kit::{text::Words, theme::Theme},
};

pub fn ui(ctx: &Context, app: &App, theme: &Theme) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop files here")));
    let screen = ctx.content_rect();
    painter.rect_filled(screen, 0, theme.ground.gamma_multiply(0.92));
    let frame = screen.shrink(22.0);
    let corners = [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
    painter.extend(Shape::dashed_line(&corners, Stroke::new(2.0, theme.accepted), 9.0, 6.0));
    let words = if app.session.is_some() { Words::DropHere } else { Words::NoProjectOpen };
    let galley =
        painter.layout(app.say(words).to_owned(), FontId::proportional(22.0), theme.text, frame.width() - 40.0);
    painter.galley(Align2::CENTER_CENTER.anchor_size(frame.center(), galley.size()).min, galley, theme.text);
}
