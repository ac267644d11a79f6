//! All batches -> one list of batches for each child, with about the same work in each.

use crate::protocol::{Batch, NamedText};

/// At most `children` shares, none of them empty. Every template goes to one child with all rules; the largest first,
/// always to the child with the least to do.
pub(crate) fn split(batches: Vec<Batch>, children: usize) -> Vec<Vec<Batch>> {
    let Some(first) = batches.first() else { return Vec::new() };
    let children = children.clamp(1, first.templates.len().max(1));
    let mut sizes: Vec<(usize, usize)> =
        first.templates.iter().map(|template| (template.text.len(), template.index)).collect();
    sizes.sort_by_key(|&(size, index)| (std::cmp::Reverse(size), index));
    let mut loads = vec![0_usize; children];
    let mut owners = vec![0_usize; first.templates.len()];
    for (size, index) in sizes {
        let least =
            loads.iter().enumerate().min_by_key(|(_, load)| **load).map_or(0, |(child, _)| child);
        if let (Some(load), Some(owner)) = (loads.get_mut(least), owners.get_mut(index)) {
            *load += size + 1;
            *owner = least;
        }
    }
    let is_of = |child: usize| {
        let owners = &owners;
        move |template: &NamedText| owners.get(template.index) == Some(&child)
    };
    let share = |child: usize| -> Vec<Batch> {
        let part = |batch: &Batch| Batch {
            rules: batch.rules.clone(),
            templates: batch
                .templates
                .iter()
                .filter(|template| is_of(child)(template))
                .cloned()
                .collect(),
        };
        batches.iter().map(part).collect()
    };
    (0..children).map(share).collect()
}

/// A share in pieces of at most `most` templates, each with all rules. Each batch of a share has the same
/// templates.
pub(crate) fn pieces(share: &[Batch], most: usize) -> impl Iterator<Item = Vec<Batch>> {
    let count = share.iter().map(|batch| batch.templates.len()).max().unwrap_or_default();
    (0..count.div_ceil(most)).map(move |piece| {
        let part = |batch: &Batch| Batch {
            rules: batch.rules.clone(),
            templates: batch.templates.iter().skip(piece * most).take(most).cloned().collect(),
        };
        share.iter().map(part).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(sizes: &[usize]) -> Batch {
        let text = |(index, size): (usize, &usize)| NamedText {
            index,
            name: index.to_string(),
            text: "x".repeat(*size),
        };
        Batch { rules: Vec::new(), templates: sizes.iter().enumerate().map(text).collect() }
    }

    fn names(share: &[Batch]) -> Vec<Vec<&str>> {
        let of_batch =
            |batch: &'_ Batch| batch.templates.iter().map(|t| t.index).collect::<Vec<_>>();
        let all = ["0", "1", "2", "3"];
        share
            .iter()
            .map(|batch| of_batch(batch).into_iter().map(|index| all[index]).collect())
            .collect()
    }

    #[test]
    fn work_is_shared_out_by_size() {
        let shares = split(vec![batch(&[5, 50, 10, 30]), batch(&[5, 50, 10, 30])], 2);
        assert_eq!(names(&shares[0]), [["1"], ["1"]]);
        assert_eq!(names(&shares[1]), [["0", "2", "3"], ["0", "2", "3"]]);
    }

    #[test]
    fn no_more_children_than_templates() {
        assert_eq!(split(vec![batch(&[1])], 8).len(), 1);
        assert_eq!(split(vec![batch(&[])], 8).len(), 1);
        assert!(split(Vec::new(), 8).is_empty());
    }
}
