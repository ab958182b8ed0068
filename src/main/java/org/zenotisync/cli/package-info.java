/** The commands of the program: their options, output and exit codes. */
@NullMarked
package org.zenotisync.cli;

import org.jspecify.annotations.NullMarked;
