/**
 * The contract of a {@link dev.whimbrel.database.Database}, as tests that every implementation must pass.
 *
 * <p>A module of a database has one {@code …ContractIT} with a nested class for each of the abstract classes here, and a
 * {@link dev.whimbrel.testkit.contract.ContractDatabase}. The scripts are made of the statements of a
 * {@link dev.whimbrel.testkit.contract.Dialect}; what holds for SQL alone is in
 * {@link dev.whimbrel.testkit.contract.SqlContract}.
 */
@NullMarked
package dev.whimbrel.testkit.contract;

import org.jspecify.annotations.NullMarked;
