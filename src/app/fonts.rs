//! The house typeface: Inter in three weights, with egui's own fonts behind it for signs that it lacks.

use std::sync::Arc;

use bevy_egui::egui::{Context, FontData, FontDefinitions, FontFamily};

use super::theme::Weight;

const FILES: [(Weight, &[u8]); 3] = [
    (Weight::Regular, include_bytes!("../../assets/fonts/Inter-Regular.otf")),
    (
        Weight::SemiBold,
        include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
    ),
    (Weight::Bold, include_bytes!("../../assets/fonts/Inter-Bold.otf")),
];

/// Registers the typeface.
pub fn install(context: &Context) {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for (weight, bytes) in FILES {
        let name = format!("Inter {}", weight.family());
        fonts
            .font_data
            .insert(name.clone(), Arc::new(FontData::from_static(bytes)));
        let mut family = vec![name.clone()];
        family.extend(fallback.iter().cloned());
        if weight == Weight::Regular {
            fonts.families.insert(FontFamily::Proportional, family.clone());
        }
        fonts.families.insert(FontFamily::Name(weight.family().into()), family);
    }
    context.set_fonts(fonts);
}

/// Whether the typeface can be used: egui takes new fonts at the beginning of a pass.
pub fn are_installed(context: &Context) -> bool {
    let bold = FontFamily::Name(Weight::Bold.family().into());
    context.fonts(|fonts| fonts.definitions().families.contains_key(&bold))
}
