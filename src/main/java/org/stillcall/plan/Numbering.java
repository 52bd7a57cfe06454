package org.stillcall.plan;

import java.util.Set;

/** What the world's numbering plans say. The library stands behind this, and sees nothing but what passes through. */
interface Numbering {
    /** The kind and region of a number whose end was replaced; an invalid one has a region if its first digits have. */
    Destination destination(Masked masked);

    /** All country calling codes in use, including those of no country. */
    Set<Integer> callingCodes();

    /** The calling code of a region; 0 for a region without one. */
    int callingCode(Region region);

    /** What is dialled before a number of another area, such as 0; empty where there is no such thing. */
    String trunkPrefix(Region region);

    /** Whether a short code, four digits at most and not from anybody's number, calls for help in a region. */
    boolean isEmergency(String code, Region region);

    /**
     * A number whose end was replaced by filler.
     *
     * @param zeros how many zeros stand before {@code national}
     */
    record Masked(int callingCode, int zeros, long national) {
        @Override
        public String toString() {
            return "Masked";
        }
    }
}
