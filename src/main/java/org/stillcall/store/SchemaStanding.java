package org.stillcall.store;

/** How a database's tables stand to this version of the program. */
public enum SchemaStanding {
    CURRENT,
    /** The next start brings them up to date. */
    OLDER,
    /** A later version made them. */
    NEWER,
    /** Another program, or a changed one, made them. */
    STRANGE,
    /** There are none yet. */
    EMPTY
}
