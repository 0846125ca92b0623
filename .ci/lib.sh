# Shared by the scripts beside it.

# The sentence a person reads when nothing can go on.
stop() {
    printf '%s\n' "$*" >&2
    exit 2
}

# Prints a Python from 3.11 to 3.13 that runs ($PYTHON first), or fails.
find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3 /usr/bin/python3; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
            >/dev/null 2>&1; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}
