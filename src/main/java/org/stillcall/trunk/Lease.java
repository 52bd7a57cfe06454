package org.stillcall.trunk;

import static org.stillcall.base.Contract.check;

import org.jspecify.annotations.Nullable;

/** A number of the pool on loan to one call. Belongs to the pool's thread; closing it sends the number to rest. */
public final class Lease implements AutoCloseable {
    private final NumberPool pool;
    private final PooledNumber pooled;
    private final int place;
    private boolean released;

    Lease(NumberPool pool, PooledNumber pooled, int place) {
        this.pool = pool;
        this.pooled = pooled;
        this.place = place;
    }

    /** The number; asking after the release is our own fault and throws. */
    public PilotNumber number() {
        check(!released, "A lease is used after its release.");
        return pooled.number();
    }

    /** The name that may stand beside the number where it is shown. */
    public @Nullable CallerName callerName() {
        check(!released, "A lease is used after its release.");
        return pooled.callerName();
    }

    /** Whether its number never serves another call at the same time. */
    public boolean exclusive() {
        return pool.exclusive();
    }

    /** Networks show a wrong name with its number: nobody else is lent it. */
    public void withdraw() {
        pool.withdraw(pooled.number());
    }

    public boolean released() {
        return released;
    }

    /** Ends the lease; again is harmless. */
    @Override
    public void close() {
        if (!released) {
            released = true;
            pool.rest(place);
        }
    }

    /** The same for a number that nobody saw but ourselves: it need not rest. */
    public void closeUnseen() {
        if (!released) {
            released = true;
            pool.giveBack(place);
        }
    }

    @Override
    public String toString() {
        return "Lease";
    }
}
