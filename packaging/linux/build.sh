#!/usr/bin/env bash
# Packages for Linux, into the folder dist: a .deb, and an archive that runs from wherever it is unpacked.
# Needs what building needs (Rust, a C compiler), and dpkg-deb and binutils for the .deb. Usage: packaging/linux/build.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
machine=$(uname -m)
case $machine in
    x86_64) architecture=amd64 ;;
    aarch64) architecture=arm64 ;;
    *) architecture=$machine ;;
esac

# What shops and menus show, by their own rules, where the programs that know them are there.
if command -v desktop-file-validate >/dev/null; then
    desktop-file-validate packaging/linux/tandai.desktop
fi
if command -v appstreamcli >/dev/null; then
    appstreamcli validate --no-net packaging/linux/tandai.metainfo.xml
fi

cargo build --release --locked --bin tandai
binary=${CARGO_TARGET_DIR:-target}/release/tandai

rm -rf dist/tree
mkdir -p dist/tree

# The tree that both packages hold.
tree() {
    local root=$1
    install -Dm755 "$binary" "$root/bin/tandai"
    install -Dm644 packaging/linux/tandai.desktop "$root/share/applications/tandai.desktop"
    install -Dm644 packaging/linux/tandai.metainfo.xml "$root/share/metainfo/io.github.tandai.tandai.metainfo.xml"
    install -Dm644 assets/icon/tandai.svg "$root/share/icons/hicolor/scalable/apps/tandai.svg"
    install -Dm644 assets/icon/tandai.png "$root/share/icons/hicolor/128x128/apps/tandai.png"
    install -Dm644 README.md "$root/share/doc/tandai/README.md"
    local licence
    for licence in LICENSE-MIT LICENSE-APACHE assets/fonts/OFL.txt; do
        install -Dm644 "$licence" "$root/share/doc/tandai/$(basename "$licence")"
    done
}

# The archive: unpack it and start bin/tandai.
folder=tandai-$version-$machine-linux
tree "dist/tree/$folder"
tar -C dist/tree --owner=0 --group=0 --sort=name -czf "dist/$folder.tar.gz" "$folder"

# The .deb. The libraries are opened when the window opens, not linked, so they are named by hand.
if command -v dpkg-deb >/dev/null; then
    deb=dist/tree/deb
    tree "$deb/usr"
    cat LICENSE-MIT LICENSE-APACHE assets/fonts/OFL.txt >"$deb/usr/share/doc/tandai/copyright"
    mkdir -p "$deb/DEBIAN"
    # The newest functions of the C library that the program calls say how old a system may be.
    glibc=$(objdump -T "$binary" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1 | cut -d_ -f2)
    cat >"$deb/DEBIAN/control" <<CONTROL
Package: tandai
Version: $version
Architecture: $architecture
Maintainer: The Tandai developers <tandai@users.noreply.github.com>
Section: science
Priority: optional
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Depends: libc6 (>= $glibc), libgcc-s1
Recommends: libx11-6, libx11-xcb1, libxcursor1, libxi6, libxrandr2, libxkbcommon0, libxkbcommon-x11-0, libgl1, libegl1, libwayland-client0, libwayland-egl1
Suggests: xdg-desktop-portal, zenity, git
Description: turn news articles into data about electoral coalitions
 Mark parties, candidates and regions in articles, link them into coalition
 statements, compare annotators, and export data sets. Works offline.
CONTROL
    dpkg-deb --root-owner-group --build "$deb" "dist/tandai_${version}_$architecture.deb" >/dev/null
fi

rm -rf dist/tree
ls -l dist
