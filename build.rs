//! Icon and version of the programs for Windows; nothing elsewhere.

fn main() {
    println!("cargo:rerun-if-changed=packaging/windows/tandai.ico");
    #[cfg(feature = "windows-package")]
    if std::env::var_os("CARGO_CFG_WINDOWS").is_some() {
        let mut resource = winresource::WindowsResource::new();
        resource.set_icon("packaging/windows/tandai.ico");
        resource.set("ProductName", "Tandai").set("FileDescription", "Tandai");
        if let Err(error) = resource.compile() {
            println!("cargo:warning=without icon and version: {error}");
        }
    }
}
