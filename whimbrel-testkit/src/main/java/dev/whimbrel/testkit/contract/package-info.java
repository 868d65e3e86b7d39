/**
 * The contract of a {@link dev.whimbrel.database.Database}, as tests that every implementation must pass.
 *
 * <p>A module of a database has one {@code …ContractIT} that extends
 * {@link dev.whimbrel.testkit.contract.WholeContract}, or {@link dev.whimbrel.testkit.contract.WholeSqlContract}, and a
 * {@link dev.whimbrel.testkit.contract.ContractDatabase}. The scripts are made of the statements of a
 * {@link dev.whimbrel.testkit.contract.Dialect}.
 */
@NullMarked
package dev.whimbrel.testkit.contract;

import org.jspecify.annotations.NullMarked;
