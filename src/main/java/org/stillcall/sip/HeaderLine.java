package org.stillcall.sip;

/** A header line of ours, towards one peer: {@code value} is composed by the product, without a line break. */
public record HeaderLine(HeaderName name, String value) {
    @Override
    public String toString() {
        return "HeaderLine " + name;
    }
}
