//! The picture that the ledger shows, saved as a file where a person says. What is there already stays as it is.

use std::path::PathBuf;

use eframe::egui;

use super::{App, actions, paths};
use crate::{
    answers::pictures::{Picture, PictureFile},
    app::{
        kit::{dialogs::Purpose, task::answers_of_all, text::Words},
        sheets::{OpenSheet, not_there_yet, save_picture::SavePictureDraft},
        views::ledger,
    },
    session::one_file,
};

/// A picture as it was when somebody asked to save it.
pub struct PictureToSave {
    picture: Picture,
    file: PictureFile,
}

impl PictureToSave {
    fn name(&self) -> String {
        format!("{}.{}", self.picture.name, self.file.extension())
    }
}

/// Asks where it is to be saved.
pub fn choose(app: &mut App, file: PictureFile) {
    let Some(session) = &app.session else { return };
    match ledger::for_paper(session, &app.view.ledger, app.settings.language) {
        None => {}
        Some(Err(problem)) => actions::tell(app, problem),
        Some(Ok(picture)) => {
            let wanted = PictureToSave { picture, file };
            let name = wanted.name();
            app.view.picture = Some(Box::new(wanted));
            paths::ask(app, Purpose::PictureTo(file), name);
        }
    }
}

/// Writes it on a thread, unless something is there: then another name is asked for.
pub fn save(app: &mut App, ctx: &egui::Context, path: PathBuf) {
    let Some(wanted) = &app.view.picture else { return };
    let extension = wanted.file.extension();
    let ends_so = path.extension().is_some_and(|end| end.eq_ignore_ascii_case(extension));
    let path = if ends_so {
        path
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        path.with_file_name(format!("{name}.{extension}"))
    };
    if path.symlink_metadata().is_ok() {
        let problem = app.settings.language.fill(Words::ThereAlready, &[&path.display().to_string()]);
        return open_sheet(app, path, problem);
    }
    let Some(PictureToSave { picture, file }) = app.view.picture.take().map(|wanted| *wanted) else { return };
    let task = app.tasks.start(ctx, app.settings.language.say(Words::SavingPicture), move |worker| {
        let written = picture.file(file).and_then(|bytes| one_file::write_new(&path, &bytes));
        worker.tell(written.map(|()| path));
    });
    app.awaited.pictures.push(task);
}

/// Asks for a path in the window itself, where no dialog can be shown.
pub fn type_path(app: &mut App, problem: String) {
    let (Some(wanted), Some(session)) = (&app.view.picture, &app.session) else { return };
    let beside = session.dir().parent().unwrap_or(session.dir());
    let path = beside.join(wanted.name());
    open_sheet(app, path, problem);
}

fn open_sheet(app: &mut App, path: PathBuf, problem: String) {
    let path = not_there_yet(path).display().to_string();
    app.view.open_sheet(OpenSheet::SavePicture(SavePictureDraft { path, problem }));
}

/// Says what became of pictures.
pub fn take_pictures(app: &mut App) {
    for written in answers_of_all(&mut app.awaited.pictures) {
        match written {
            Ok(path) => {
                let said = app.settings.language.fill(Words::PictureSaved, &[&path.display().to_string()]);
                app.view.toasts.say(said);
            }
            Err(problem) => actions::tell(app, problem),
        }
    }
}
