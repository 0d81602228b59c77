# What the test scripts share; sourced at the root of the repository, never run. Counts what is run, and installs what is
# missing where it can (as root, with apt). A script that sources it ends with `finish`: one line, N passed, N failed.
set -u
target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target"
target=$(cd "$target" && pwd)
export CARGO_TARGET_DIR=$target
corpus=$target/corpus
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# need WHAT DEBIAN-PACKAGE COMMAND …: the command works, or what it needs is installed, or it is named and all fails.
need() {
  local what=$1 package=$2; shift 2
  "$@" >/dev/null 2>&1 && return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    # One at a time: tests run side by side, and apt refuses a second update.
    (
      flock 9
      apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq "$package" >/dev/null
    ) 9>"$target/apt.lock"
    "$@" >/dev/null 2>&1 && return 0
  fi
  printf 'missing: %s; install it (Debian: apt-get install %s) and run again\n0 passed, 1 failed\n' "$what" "$package"
  exit 1
}

# A step without which nothing after it makes sense.
must() {
  "$@" >"$log" 2>&1 || { cat "$log"; printf 'FAILED: %s\n0 passed, 1 failed\n' "$*"; exit 1; }
}

# count NAME PASSED FAILED
count() {
  printf '%-60s %s passed, %s failed\n' "$1" "$2" "$3"
  passed=$((passed + $2)) failed=$((failed + $3))
}

# Runs a program that counts, and adds up what it counted; it must say how many passed, and end well.
step() {
  local name=$1; shift
  "$@" >"$log" 2>&1
  local status=$? p f
  p=$(sed -n 's/^\([0-9][0-9]*\) passed, [0-9]* failed$/\1/p' "$log" | tail -n 1)
  f=$(sed -n 's/^[0-9][0-9]* passed, \([0-9]*\) failed$/\1/p' "$log" | tail -n 1)
  p=${p:-0} f=${f:-0}
  if { [ "$status" -ne 0 ] || [ "$p" -eq 0 ]; } && [ "$f" -eq 0 ]; then f=1; fi
  [ "$f" -eq 0 ] || cat "$log"
  count "$name" "$p" "$f"
}

# Counts a check that either holds or not.
check() {
  local name=$1; shift
  if "$@" >"$log" 2>&1; then count "$name" 1 0; else cat "$log"; count "$name" 0 1; fi
}
refuses() { ! "$@"; }

# How many cases the last program says that it ran.
counted() { sed -n 's/^\([0-9][0-9]*\) cases$/\1/p' "$log" | tail -n 1; }

# What several scripts write at one place is written once, before they run side by side (WAARBORG_WRITTEN=yes).
written() { [ "${WAARBORG_WRITTEN-}" = yes ]; }

# The cases as scripts with the whole answer, as Rust gives it. What it printed is kept: it holds how many cases there are.
write_corpus() {
  if written; then cat "$corpus.log"; return; fi
  cargo run --quiet --features capi,hpgn --example corpus -- "$corpus" >"$corpus.log"
  local status=$?
  cat "$corpus.log"
  return $status
}

# A library with a defect, moved to a place of its own: it must never be taken for the other one.
write_defect() {
  if written; then return; fi
  cargo build --quiet --features capi-panic --lib &&
    mkdir -p "$target/capi-panic" && mv "$target/debug/libwaarborg.so" "$target/capi-panic/"
}

# The same bytes or none: three scripts that must fail, in a folder. One letter is another; something is not asked; the
# last case is missing.
spoil() {
  sed '0,/^expect\t/s/"v":1/"v":2/' "$corpus/neo.txt" >"$1/spoiled.txt"
  sed '/^case\t/,/^end$/ { /^text-at\t/d }' "$corpus/neo.txt" >"$1/unasked.txt"
  tac "$corpus/neo.txt" | sed '1,/^case\t/d' | tac >"$1/one_less.txt"
}

finish() {
  printf '\n%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
