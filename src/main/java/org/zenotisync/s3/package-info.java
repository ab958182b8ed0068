/** Access to S3: clients, listings, objects and errors. */
@NullMarked
package org.zenotisync.s3;

import org.jspecify.annotations.NullMarked;
