//! The ideas: different trades, shapes, capabilities and ways of saying it.

/// Each idea under the name of its tests; together they use every capability.
pub const ALL: [(&str, &str); 13] = [
    ("billing", "SaaS billing app with auth and payments"),
    (
        "blog",
        "A blog with posts, comments and tags, full-text search and likes",
    ),
    (
        "warehouse",
        "Inventory for a warehouse: orders from suppliers, each order has line items, \
         products are kept in locations, with audit log and CSV export",
    ),
    (
        "clinic",
        "A clinic where patients book appointments with doctors, with notifications",
    ),
    (
        "school",
        "Students enrol in courses and teachers grade assignments, with roles",
    ),
    (
        "social",
        "A social network: users follow users, write posts, rate recipes and like them",
    ),
    (
        "shop",
        "Product(name, price: money >= 0, stock: int 0..1000 = 0, sku: string(32) unique, \
         status: draft|active|retired = draft), Customer(name, email: email unique) and \
         reviews, with CSV import and rate limit",
    ),
    (
        "restaurant",
        "Restaurant reservations: tables, menus with dishes, booking of tables by guests",
    ),
    (
        "helpdesk",
        "Help desk for support tickets with email notifications, file upload, \
         soft delete and an audit trail",
    ),
    (
        "crm",
        "Multi-tenant CRM: companies have contacts and deals, webhooks, dashboard statistics",
    ),
    (
        "newsletter",
        "Landing page that collects newsletter subscribers",
    ),
    (
        "chat",
        "Real-time chat rooms with messages, subscription plans and payments",
    ),
    (
        "unknown",
        "A registry of zorgons; each zorgon has many quibbles",
    ),
];

/// The idea called `name`.
pub fn of(name: &str) -> &'static str {
    ALL.iter()
        .find(|(known, _)| *known == name)
        .map(|(_, idea)| *idea)
        .expect("an idea of that name")
}
