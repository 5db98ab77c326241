//! Lists of more than one page.

use shared::limits::PAGE_SIZE_MAX;

use crate::error::CommandError;

/// What was fetched of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listing<T> {
    /// In the order of the service.
    pub(crate) items: Vec<T>,
    /// Whether the service has more than were asked for.
    pub(crate) more: bool,
}

/// How much of a list is wanted.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct Limit {
    /// The most results to print; 0 prints all.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    pub(crate) limit: usize,
}

impl Limit {
    /// How many to ask for when `have` have come.
    fn page_size(self, have: usize) -> i32 {
        let max = PAGE_SIZE_MAX.unsigned_abs() as usize;
        let wanted = if self.limit == 0 { max } else { (self.limit - have).min(max) };
        // OK because the limit of a page is far below 2^31.
        wanted as i32
    }

    /// Fetches pages until there are enough; `page` takes a page size and a page token.
    pub(crate) async fn fetch<T>(
        self,
        mut page: impl AsyncFnMut(i32, String) -> Result<(Vec<T>, String), CommandError>,
    ) -> Result<Listing<T>, CommandError> {
        let mut items = Vec::new();
        let mut token = String::new();
        loop {
            let (found, next) = page(self.page_size(items.len()), token).await?;
            items.extend(found);
            let enough = self.limit != 0 && items.len() >= self.limit;
            if next.is_empty() || enough {
                let more = !next.is_empty() || (enough && items.len() > self.limit);
                if self.limit != 0 {
                    items.truncate(self.limit);
                }
                return Ok(Listing { items, more });
            }
            token = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A service with `total` numbers that gives at most `most` of them at a time.
    async fn check(limit: usize, total: usize, most: usize, expected: (usize, bool)) {
        let listing = Limit { limit }
            .fetch(async |size: i32, token: String| {
                let from: usize = token.parse().unwrap_or(0);
                let to = total.min(from + most.min(usize::try_from(size).unwrap()));
                let next = if to == total { String::new() } else { to.to_string() };
                Ok(((from..to).collect(), next))
            })
            .await
            .unwrap();
        assert_eq!((listing.items.len(), listing.more), expected);
        assert!(listing.items.iter().enumerate().all(|(index, item)| index == *item));
    }

    #[tokio::test]
    async fn pages_are_followed_up_to_the_limit() {
        check(50, 3, 1000, (3, false)).await;
        check(50, 120, 20, (50, true)).await;
        check(50, 50, 20, (50, false)).await;
        check(0, 2500, 1000, (2500, false)).await;
        check(1500, 2500, 1000, (1500, true)).await;
        check(7, 0, 10, (0, false)).await;
    }
}
