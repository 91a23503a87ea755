/** Tests what is kept and how, and holds the store in memory that other tests use. */
@NullMarked
package io.grafanakeeper.archive;

import org.jspecify.annotations.NullMarked;
