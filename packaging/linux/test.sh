#!/usr/bin/env bash
# Installs the .deb into a clean Debian that debootstrap makes, and starts what it brought: the command line, the sample,
# and the window under Xvfb. Needs root, debootstrap, a Debian mirror. Usage: packaging/linux/test.sh [SUITE]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

suite=${1:-bookworm}
package=$(ls dist/tandai_*.deb)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

debootstrap --variant=minbase "$suite" "$root" >"$root.log" 2>&1 || { tail "$root.log" >&2; exit 2; }
cp "$package" "$root/tandai.deb"
tar -C "$root" -xzf dist/tandai-*-linux.tar.gz
# The way to the mirror is that of this system; what is installed comes from the mirror alone.
apt-config dump | grep -iE '^Acquire::(http|https|Check-)' >"$root/etc/apt/apt.conf.d/90way" || true
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }

# Without a window: one line that says what is missing and how to get it, and status 2.
no_window() {
    local said status=0
    said=$(inside "$@" /sample 2>&1) || status=$?
    [[ $status == 2 && $said == *"the window cannot be opened"* && $(wc -l <<<"$said") == 1 ]] ||
        { echo "without a window “$*” ended with status $status: $said" >&2; exit 1; }
    echo "$said"
}
# The window must still be open after ten seconds: `timeout` says so with its own status.
window() {
    local status=0
    inside timeout 10 xvfb-run -a "$1" /sample || status=$?
    [[ $status == 124 ]] || { echo "the window of $1 ended with status $status" >&2; exit 1; }
}

inside apt-get update -q >/dev/null
inside apt-get install -qy --no-install-recommends /tandai.deb xvfb xauth >/dev/null
inside tandai --version
inside tandai new /sample --sample
inside tandai check /sample
no_window tandai
no_window xvfb-run -a tandai
inside apt-get remove -qy tandai >/dev/null
[[ ! -e $root/usr/bin/tandai ]] || { echo "removed, but still there" >&2; exit 1; }
inside apt-get install -qy --install-recommends /tandai.deb libgl1-mesa-dri >/dev/null
archive=$(cd "$root" && ls -d tandai-*-linux)
window tandai
window "/$archive/bin/tandai"
echo "installed, checked, removed, installed again; its window opened, and the archive's"
