package org.stillcall.store;

/** What a start had to finish: rows whose key was gone, keys that no row named, receipts that were owed. */
public record Reconciled(int rows, int keys, int receipts) {}
