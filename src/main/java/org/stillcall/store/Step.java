package org.stillcall.store;

/** The moments between which a kill may fall; tests stop at each of them. */
enum Step {
    /** A change is on the disk, with what is to follow from it. */
    NOTED,
    /** Keys are destroyed. */
    DESTROYED,
    /** Rows under destroyed keys are gone. */
    DELETED,
    /** The receipt is in the log. */
    APPENDED,
    /** Keys for new rows are made, the rows not yet. */
    KEYED,
    /** New rows are there; the keys of the rows that they replaced are still there too. */
    REPLACED,
    /** A hold's row and the end of what it keeps do not agree yet. */
    END_MOVED
}
