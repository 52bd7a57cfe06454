package org.stillcall.store;

/**
 * One thing that is kept, in words for the privacy page: where it stands, what for, who can read it and when it ends.
 */
public record StoredField(String table, String column, String purpose, Reader readableBy, String end) {
    /** Who can make sense of a field. */
    public enum Reader {
        /** Whoever can read the disk. */
        DISK,
        /** The running server, and whoever has its disk with the root of keys while the row's key is there. */
        SERVER,
        /** Staff in an unlocked browser only. */
        STAFF,
        /** The holder of the recovery sheet only. */
        SHEET,
        /** Whoever has a device of staff and can take its browser apart. */
        DEVICE
    }
}
