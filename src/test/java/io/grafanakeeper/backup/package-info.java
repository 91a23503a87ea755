/** Tests backups. */
@NullMarked
package io.grafanakeeper.backup;

import org.jspecify.annotations.NullMarked;
