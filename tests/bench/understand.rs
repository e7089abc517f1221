//! Reading an idea into a model.

use divan::black_box;
use vibecober::blueprint::understand::understand;
use vibecober::domain::plan::Mode;

/// Ideas of growing length.
const IDEAS: [&str; 3] = [
    "Landing page that collects newsletter subscribers",
    "SaaS billing app with auth and payments",
    "Product(name, price: money >= 0, stock: int 0..1000 = 0, sku: string(32) unique), orders from \
     suppliers, each order has line items, products are kept in warehouses, with roles, audit log, \
     search, CSV export and dashboard statistics",
];

/// One idea in the mode that decides most.
#[divan::bench(args = IDEAS)]
fn idea(idea: &str) {
    black_box(understand(black_box(idea), Mode::Production).unwrap());
}
