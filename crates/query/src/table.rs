//! A table of the record as the engine sees it.

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{DFSchema, Result, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::file_format::parquet::transform_schema_to_view;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::listing::helpers::{expr_applicable_for_cols, filter_partitioned_file};
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::object_store::path::Path as StorePath;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use datafusion::scalar::ScalarValue;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The column that files are filed under.
const MONTH: &str = "month";

/// A table made of Parquet files that were named one by one: no folder is ever listed.
#[derive(Debug)]
pub struct RecordTable {
    columns: TableSchema,
    months: DFSchema,
    files: Vec<PartitionedFile>,
}

impl RecordTable {
    /// The table with these columns and `month`, in these files. Text is read as views into the pages, which halves the
    /// time of filters and groups.
    pub fn new(schema: Schema, files: &[(String, PathBuf)]) -> Result<Self> {
        let month = Arc::new(Field::new(MONTH, DataType::Utf8, false));
        let months = DFSchema::try_from(Schema::new(vec![Arc::clone(&month)]))?;
        let columns = TableSchema::builder(Arc::new(transform_schema_to_view(&schema)))
            .with_table_partition_cols(vec![month])
            .build();
        let files = files.iter().map(|(month, path)| file(month, path)).collect::<Result<_>>()?;
        Ok(Self { columns, months, files })
    }

    /// The files that can hold rows for which the filters hold; only those that ask for the month are looked at.
    fn files_for(&self, filters: &[Expr]) -> Result<Vec<PartitionedFile>> {
        let filters: Vec<Expr> = filters.iter().filter(|filter| is_about_month(filter)).cloned().collect();
        let kept = self.files.iter().map(|file| filter_partitioned_file(file.clone(), &filters, &self.months));
        kept.filter_map(Result::transpose).collect()
    }
}

/// One file. Its size tells the engine which side of a join is smaller.
fn file(month: &str, path: &Path) -> Result<PartitionedFile> {
    let path = std::path::absolute(path)?;
    let n_bytes = std::fs::metadata(&path)?.len();
    let mut file = PartitionedFile::new("", n_bytes);
    file.object_meta.location = StorePath::from_absolute_path(path).map_err(datafusion::object_store::Error::from)?;
    Ok(file.with_partition_values(vec![ScalarValue::from(month)]))
}

/// Whether the month alone decides.
fn is_about_month(filter: &Expr) -> bool {
    expr_applicable_for_cols(&[MONTH], filter)
}

#[async_trait]
impl TableProvider for RecordTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(self.columns.table_schema())
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&Expr| match is_about_month(filter) {
            true => TableProviderFilterPushDown::Exact,
            false => TableProviderFilterPushDown::Inexact,
        };
        Ok(filters.iter().map(support).collect())
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let files = self.files_for(filters)?;
        if files.is_empty() {
            let schema = datafusion::common::project_schema(&self.schema(), projection)?;
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        let n_bytes: u64 = files.iter().map(|file| file.object_meta.size).sum();
        let mut statistics = Statistics::new_unknown(&self.schema());
        statistics.total_byte_size = Precision::Inexact(usize::try_from(n_bytes).unwrap_or(usize::MAX));
        let options = state.table_options().parquet.clone();
        let source = ParquetSource::new(self.columns.clone()).with_table_parquet_options(options);
        let groups = FileGroup::new(files).split_files(state.config().target_partitions());
        let scan = FileScanConfigBuilder::new(ObjectStoreUrl::local_filesystem(), Arc::new(source))
            .with_file_groups(groups)
            .with_statistics(statistics)
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(scan))
    }
}
