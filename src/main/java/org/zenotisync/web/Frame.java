package org.zenotisync.web;

/**
 * What every page has around its content.
 *
 * @param current the page in the navigation
 * @param path its address
 * @param isRefreshing whether the page refreshes itself
 * @param stillHref the address of the page that does not
 * @param target the target, without secrets
 * @param user who has signed in; empty if nobody has
 * @param canAct whether there are buttons
 * @param token that a form with a button sends; empty without buttons
 * @param done what a button has just done; empty for nothing
 */
record Frame(
        String current,
        String path,
        boolean isRefreshing,
        String stillHref,
        String target,
        String user,
        boolean canAct,
        String token,
        String done) {}
