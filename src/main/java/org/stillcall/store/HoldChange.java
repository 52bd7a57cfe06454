package org.stillcall.store;

/** What came of something that was asked about a hold; only the first two changed anything. */
public enum HoldChange {
    /** It is done and on the disk. */
    DONE,
    /** It is written down, and waits for a second person. */
    ASKED,
    /** There is no such hold, or not any more, or it is not at that point. */
    MISSING,
    /** The item is not there, or its end has come. */
    ITEM_GONE,
    /** That item is held, or somebody asked for it. */
    EXISTS,
    /** A second person has to do this. */
    SAME_PERSON,
    /** Whoever asked is not a coordinator here any more. */
    ASKER_GONE,
    /** There are as many as there may be. */
    FULL
}
