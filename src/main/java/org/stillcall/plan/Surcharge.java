package org.stillcall.plan;

/** A kind of number that costs more than a call; off unless a programme allows it. */
public enum Surcharge {
    PREMIUM,
    SHARED_COST
}
