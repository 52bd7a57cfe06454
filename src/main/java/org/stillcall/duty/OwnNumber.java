package org.stillcall.duty;

/** By which somebody of the staff is known at the keys of a phone: drawn by chance, and no phone number. */
public record OwnNumber(String keys) {
    @Override
    public String toString() {
        return "OwnNumber";
    }
}
