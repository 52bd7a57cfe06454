// A bundle of views that is fetched when one of them is wanted. A fetch that failed is made anew at the next wish;
// browsers remember a failure by its address, so that changes.

import {say} from './say.js';

/** @return what gives the bundle's exports, fetched once */
export function fetcher(address) {
  let fetching = null;
  let tries = 0;
  return () => {
    fetching ??= import(address + (tries === 0 ? '' : `?${tries}`)).catch(() => {
      fetching = null;
      tries += 1;
      throw Object.assign(new Error('Views are missing.'), {
        forPeople: say('The server does not answer. Please check the connection and try again.'),
      });
    });
    return fetching;
  };
}
