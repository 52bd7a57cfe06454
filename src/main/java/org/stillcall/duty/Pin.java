package org.stillcall.duty;

/** What proves it, as it is keyed. */
public record Pin(String keys) {
    @Override
    public String toString() {
        return "Pin";
    }
}
