/**
 * What lasts: centres and their wrapped keys, staff, devices, passkeys, contact plans, releases, callers' messages,
 * portals, holds, withdrawn numbers, recorded prompts, alerts, tallies, results of test calls; in SQLite or PostgreSQL,
 * with one schema and one set of SQL.
 *
 * <p>Promises: what is said to be done is on the disk. Every personal column is sealed under its row's own key of the
 * key table, and bound to its table, column, centre and row; deleting destroys that key first, then the row, then comes
 * the receipt, and what a kill interrupts the next start finishes ({@link org.stillcall.store.Store#reconcile}). A new
 * version of a row gets a new key, so that the old one is gone too. No statement runs without naming its centre. Days
 * are kept, never times of day. What is kept is declared once ({@link org.stillcall.store.Store#fields}).
 *
 * <p>Never: opens an envelope (it has no code for that), keeps a number outside of one, lets a database's exception
 * out, whose text might hold a value. Who runs it: any thread. Limits: {@link org.stillcall.store.StoreLimits}, with
 * {@link org.stillcall.store.Change#FULL} at the limit. Errors that nobody can act on by asking again are a {@link
 * org.stillcall.store.StoreException}; a failing key table or receipt log throws the vault's own.
 */
@NullMarked
package org.stillcall.store;

import org.jspecify.annotations.NullMarked;
