# How whimbrel is started, from a checkout and where it is installed; to be sourced. $home is the folder with
# whimbrel-cli.jar and lib/ in it, and with runtime/ if it brings its own Java.
jar=$home/whimbrel-cli.jar

# What suits a program that runs for a second: the quick compiler alone, the small collector, a small heap to begin with;
# a migration waits for its database, not for the JVM. The JVM's own log goes to stdout, which is for data.
options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xms32m -Xlog:disable)

fail() {
    printf 'error WB-0901  %s\n  why: %s\n  do:  %s\n' "$1" "$2" "$3" >&2
    exit 1
}

find_java() {
    if [ -x "$home/runtime/bin/java" ]; then
        java=$home/runtime/bin/java
    else
        java=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java") ||
            fail "no Java was found" "neither JAVA_HOME nor the path leads to one" "install Java, 17 or newer"
    fi
}

# Java unpacks SQLite's library anew at each start, unless it finds it unpacked.
use_sqlite_library() {
    local folder=$home/lib/org/sqlite/native/Linux/$HOSTTYPE
    if [[ $OSTYPE == linux-gnu && -d $folder ]]; then options+=("-Dorg.sqlite.lib.path=$folder"); fi
}

# An archive of loaded classes saves a third of a short command's time. It suits one build of Java, one place on disk and
# one number of libraries, which local models add to; hence it is made at the first start; where that is impossible, an
# empty file or none is left and everything just takes longer.
use_archive() {
    local runtime version= jars=("$home"/lib/*.jar)
    runtime=$(readlink -f "$java")
    local release=${runtime%/bin/java}/release
    if [[ -r $release && $(<"$release") =~ JAVA_(RUNTIME_)?VERSION=\"([^\"]+)\" ]]; then
        version=-${BASH_REMATCH[2]}
    fi
    archive=$home/lib/classes$version-${#jars[@]}.jsa
    if [[ -w $home/lib && ( ! -f $archive || $jar -nt $archive ) ]]; then make_archive; fi
    if [ -s "$archive" ]; then options+=("-XX:SharedArchiveFile=$archive"); fi
}

# Three short runs list the classes: a small migration and a look at it those of SQLite, a refused connection the first
# of those of PostgreSQL. What a server's answers bring with them stands in driver.classes, which DriverClassesIT writes.
make_archive() {
    local work
    work=$(mktemp -d "$home/lib/archive.XXXXXX")
    if [ -t 2 ]; then printf 'whimbrel: preparing quick starts (once) …' >&2; fi
    (
        cd "$work"
        mkdir migrations
        echo 'CREATE TABLE a (b INTEGER);' >migrations/1_a.sql
        list_classes migrate
        list_classes status
        list_classes health --output json --url postgresql://nobody@127.0.0.1:1/none
        # The numbers of a list are its own; without them several lists are one.
        sed 's/ id: .*//' migrate.classes status.classes health.classes "${BASH_SOURCE[0]%/*}/driver.classes" | awk '!seen[$0]++' >classes
        "$java" "${options[@]}" -Xshare:dump -XX:SharedClassListFile=classes -XX:SharedArchiveFile=unfinished \
            -cp "$jar" && mv unfinished archive
    ) >/dev/null 2>&1 || true
    if [ ! -f "$work/archive" ]; then : >"$work/archive"; fi
    touch -r "$jar" "$work/archive"
    rm -f "${archive%-*}"-*.jsa
    mv -f "$work/archive" "$archive"
    rm -rf "$work"
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

list_classes() {
    env -i DATABASE_URL=sqlite:a.db PGPASSWORD=none "$java" "${options[@]}" "-XX:DumpLoadedClassList=$1.classes" -jar "$jar" "$@" || true
}

# Becomes the program.
start() {
    find_java
    use_sqlite_library
    use_archive
    # shellcheck disable=SC2086 # several options in one variable
    exec "$java" "${options[@]}" ${WHIMBREL_JAVA_OPTIONS:-} -jar "$jar" "$@"
}
