package org.stillcall.certificate;

import java.time.Instant;
import java.util.Optional;

/** Where the certificate comes from. One thread at a time. */
public interface Source {
    /**
     * What to show next: what is kept, while nothing is shown; later another one when it is time. Asked again and
     * again; may take minutes.
     *
     * @return empty when there is nothing new
     * @throws Trouble when there should be something and is not; what is shown stays
     */
    Optional<Credential> next(Optional<Credential> shown, Instant now) throws Trouble, InterruptedException;
}
